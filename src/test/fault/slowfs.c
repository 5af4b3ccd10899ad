// File systems that hang: on each directory one without files, of type fuse.slow, whose statfs(2) has
// no answer for as long as a file exists. Speaks FUSE by hand, so it needs /dev/fuse and no library.
//
//   slowfs WHILE DIRECTORY... -- COMMAND [ARGUMENT...]
//
// Mounts them and becomes the command; a child answers, and ends with it. To be run in a mount
// namespace of its own. When the child is killed, the file systems answer ENOTCONN.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 64
#define LOOK_AGAIN_MILLIS 5

static struct pollfd devices[MOST];
static int count;

static struct {
  int device;
  uint64_t unique;
} held[4 * MOST];
static int holding;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void reply(int device, uint64_t unique, int error, const void *body, size_t size) {
  struct fuse_out_header head = {.len = (uint32_t)(sizeof head + size), .error = error, .unique = unique};
  struct iovec parts[] = {{&head, sizeof head}, {(void *)body, size}};
  // A request that was given up meanwhile has no use for its answer.
  (void)!writev(device, parts, 2);
}

static void reply_statfs(int device, uint64_t unique) {
  struct fuse_statfs_out out = {.st = {.blocks = 1000,
                                       .bfree = 500,
                                       .bavail = 500,
                                       .files = 100,
                                       .ffree = 50,
                                       .bsize = 4096,
                                       .namelen = 255,
                                       .frsize = 4096}};
  reply(device, unique, 0, &out, sizeof out);
}

static void answer(int device, const char *hanging, const char *request) {
  const struct fuse_in_header *head = (const void *)request;
  switch (head->opcode) {
    case FUSE_INIT: {
      const struct fuse_init_in *in = (const void *)(head + 1);
      struct fuse_init_out out = {
          .major = FUSE_KERNEL_VERSION, .minor = in->minor < 31 ? in->minor : 31, .max_write = 4096};
      reply(device, head->unique, 0, &out, sizeof out);
      break;
    }
    case FUSE_GETATTR: {
      struct fuse_attr_out out = {
          .attr_valid = 3600, .attr = {.ino = FUSE_ROOT_ID, .mode = S_IFDIR | 0755, .nlink = 2}};
      reply(device, head->unique, 0, &out, sizeof out);
      break;
    }
    case FUSE_STATFS:
      if (access(hanging, F_OK) == 0 && holding < 4 * MOST) {
        held[holding].device = device;
        held[holding++].unique = head->unique;
      } else {
        reply_statfs(device, head->unique);
      }
      break;
    case FUSE_FORGET:
    case FUSE_BATCH_FORGET:
    case FUSE_INTERRUPT:
      break;
    default:
      reply(device, head->unique, -ENOSYS, NULL, 0);
  }
}

static void serve(const char *hanging) {
  static char request[1 << 17];
  while (1) {
    if (poll(devices, (nfds_t)count, holding ? LOOK_AGAIN_MILLIS : -1) < 0 && errno != EINTR) {
      fail("poll");
    }
    for (int i = 0; i < count; i++) {
      if (devices[i].revents == 0) {
        continue;
      }
      if (read(devices[i].fd, request, sizeof request) > 0) {
        answer(devices[i].fd, hanging, request);
      } else if (errno == ENODEV) {
        // Unmounted: poll(2) passes over a negative number.
        devices[i].fd = -1;
      }
    }
    if (holding && access(hanging, F_OK) != 0) {
      while (holding) {
        holding--;
        reply_statfs(held[holding].device, held[holding].unique);
      }
    }
  }
}

static void mount_on(const char *directory) {
  int device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
  if (device < 0) {
    fail("/dev/fuse");
  }
  char options[100];
  snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other", device);
  if (mount("slow", directory, "fuse.slow", MS_NOSUID | MS_NODEV, options) != 0) {
    fail(directory);
  }
  devices[count].fd = device;
  devices[count++].events = POLLIN;
}

int main(int argc, char **argv) {
  int argument = 2;
  while (argument < argc && strcmp(argv[argument], "--") != 0 && count < MOST) {
    mount_on(argv[argument++]);
  }
  if (argument + 1 >= argc) {
    fprintf(stderr, "slowfs WHILE DIRECTORY... -- COMMAND [ARGUMENT...]\n");
    return 2;
  }
  pid_t child = fork();
  if (child < 0) {
    fail("fork");
  }
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    serve(argv[1]);
  }
  execvp(argv[argument + 1], argv + argument + 1);
  fail(argv[argument + 1]);
}
