/*
 * NVIDIA's management library for tests: two GPUs that do not tell how busy they are, of which the
 * second one is lost while the file exists that the environment variable NVML_LOST names.
 *
 * gcc -shared -fPIC -nostdlib -o libnvidia-ml.so.1 nvml.c
 */
#define SUCCESS 0
#define NOT_SUPPORTED 3
#define GPU_IS_LOST 15

typedef struct {
  unsigned long long total, free, used;
} memory_t;

/* Of the C library that the process has loaded anyway: no header is needed, nor anything to link. */
extern char *getenv(const char *);
extern int access(const char *, int);

static int status(void *device) {
  char *file = getenv("NVML_LOST");
  return device == (void *)2 && file && access(file, 0) == 0 ? GPU_IS_LOST : SUCCESS;
}

int nvmlInit_v2(void) { return SUCCESS; }

int nvmlDeviceGetCount_v2(unsigned *count) {
  *count = 2;
  return SUCCESS;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
  *device = (void *)(index + 1UL);
  return status(*device);
}

int nvmlDeviceGetMemoryInfo(void *device, memory_t *memory) {
  memory->total = 100;
  memory->free = 70;
  memory->used = 30;
  return status(device);
}

int nvmlDeviceGetUtilizationRates(void *device, void *rates) {
  return status(device) == SUCCESS ? NOT_SUPPORTED : GPU_IS_LOST;
}

int nvmlDeviceGetTemperature(void *device, int sensor, unsigned *celsius) {
  *celsius = 40;
  return status(device);
}

int nvmlDeviceGetPerformanceState(void *device, int *state) {
  *state = 2;
  return status(device);
}
