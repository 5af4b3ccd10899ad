// A machine with very many of something, and a command on it:
//
//   crowd mounts COUNT DIRECTORY -- COMMAND [ARGUMENT...]
//   crowd threads COUNT -- COMMAND [ARGUMENT...]
//   crowd processes COUNT -- COMMAND [ARGUMENT...]
//
// mounts: so many of tmpfs below the directory; to be run in a mount namespace of its own.
// threads: another process has so many.
// processes: so many come and go again and again.
// Becomes the command when all are there; a child that holds them ends with it.
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void mount_many(long count, const char *directory) {
  char point[4096];
  for (long i = 0; i < count; i++) {
    snprintf(point, sizeof point, "%s/%ld", directory, i);
    if (mkdir(point, 0755) != 0 || mount("crowd", point, "tmpfs", 0, "size=4k,mode=755") != 0) {
      fail(point);
    }
  }
}

static void *stay(void *nothing) {
  pause();
  return nothing;
}

static void start_threads(long count) {
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 16384);
  pthread_attr_setguardsize(&small, 0);
  for (long i = 0; i < count; i++) {
    pthread_t thread;
    if (pthread_create(&thread, &small, stay, NULL) != 0) {
      fail("pthread_create");
    }
  }
}

static void fork_many(long count) {
  for (long i = 0; i < count; i++) {
    pid_t child = fork();
    if (child < 0) {
      fail("fork");
    }
    if (child == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      pause();
      _exit(0);
    }
  }
}

static void replace_for_ever(long count) {
  signal(SIGTERM, SIG_IGN);
  while (1) {
    // All of the group but this one, which ignores it.
    kill(0, SIGTERM);
    while (waitpid(-1, NULL, 0) > 0) {
    }
    signal(SIGTERM, SIG_DFL);
    fork_many(count);
    signal(SIGTERM, SIG_IGN);
  }
}

static void hold(const char *what, long count, int ready) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);
  if (strcmp(what, "threads") == 0) {
    start_threads(count - 1);
  } else {
    fork_many(count);
  }
  if (write(ready, "", 1) != 1) {
    fail("write");
  }
  close(ready);
  if (strcmp(what, "threads") == 0) {
    pause();
  } else {
    replace_for_ever(count);
  }
  exit(0);
}

int main(int argc, char **argv) {
  if (argc < 5) {
    fprintf(stderr, "crowd mounts|threads|processes COUNT [DIRECTORY] -- COMMAND [ARGUMENT...]\n");
    return 2;
  }
  long count = atol(argv[2]);
  int command = 4;
  if (strcmp(argv[1], "mounts") == 0) {
    mount_many(count, argv[3]);
    command = 5;
  } else {
    int ready[2];
    char byte;
    if (pipe(ready) != 0) {
      fail("pipe");
    }
    pid_t child = fork();
    if (child < 0) {
      fail("fork");
    }
    if (child == 0) {
      close(ready[0]);
      hold(argv[1], count, ready[1]);
    }
    close(ready[1]);
    if (read(ready[0], &byte, 1) != 1) {
      fail(argv[1]);
    }
    close(ready[0]);
  }
  execvp(argv[command], argv + command);
  fail(argv[command]);
}
