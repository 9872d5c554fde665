#define _GNU_SOURCE
#include "device.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "channel.h"

enum { MOST_FILE_BYTES = 1 << 20 };

static const char *const READABLE[] = {
    "/proc/cpuinfo",          "/proc/self/status",    "/proc/device-tree/model", "/sys/devices/soc0/machine",
    "/sys/devices/system/cpu/", "/sys/class/thermal/",
};

/* One core or one range; moves on to the rest. */
static bool add_range(const char **list, cpu_set_t *cores) {
    char range[16];
    size_t length = strcspn(*list, ",");
    if (length >= sizeof range) {
        return false;
    }
    memcpy(range, *list, length);
    range[length] = '\0';
    *list += length;
    char *dash = strchr(range, '-');
    int64_t first, last;
    if (dash != NULL) {
        *dash = '\0';
    }
    if (!parse_number(range, CPU_SETSIZE - 1, &first)
        || !parse_number(dash == NULL ? range : dash + 1, CPU_SETSIZE - 1, &last) || first > last) {
        return false;
    }
    for (int64_t core = first; core <= last; core++) {
        CPU_SET((size_t)core, cores);
    }
    return true;
}

static bool parse_cores(const char *list, cpu_set_t *cores) {
    CPU_ZERO(cores);
    while (add_range(&list, cores)) {
        if (*list == '\0') {
            return true;
        }
        list++;
    }
    return false;
}

bool use_cores(const char *list, struct problem *problem) {
    cpu_set_t asked, got;
    if (!parse_cores(list, &asked)) {
        say(problem, "'%.100s' is no list of cores below %d", list, CPU_SETSIZE);
        return false;
    }
    /* the system quietly leaves out cores that there are not, or that this program may not use */
    if (sched_setaffinity(0, sizeof asked, &asked) != 0 || sched_getaffinity(0, sizeof got, &got) != 0
        || !CPU_EQUAL(&asked, &got)) {
        say(problem, "cores %.100s cannot all be used", list);
        return false;
    }
    return true;
}

static void say_holder(int lock, struct problem *problem) {
    char holder[16] = "";
    int64_t process;
    ssize_t length = pread(lock, holder, sizeof holder - 1, 0);
    holder[length < 0 ? 0 : length] = '\0';
    if (parse_number(holder, INT32_MAX, &process)) {
        say(problem, "process %s holds it", holder);
    } else {
        say(problem, "another process holds it");
    }
}

static enum locking try_lock(int lock, int wait_seconds) {
    const struct timespec pause = {.tv_nsec = 100000000};
    for (int tries = 10 * wait_seconds; flock(lock, LOCK_EX | LOCK_NB) != 0; tries--) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return NO_LOCK;
        }
        if (tries == 0) {
            return HELD_BY_ANOTHER;
        }
        nanosleep(&pause, NULL);
    }
    return LOCKED;
}

enum locking lock_device(const char *file, int wait_seconds, struct problem *problem) {
    int lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0) {
        say(problem, "%s cannot be opened: %s", file, strerror(errno));
        return NO_LOCK;
    }
    enum locking locking = try_lock(lock, wait_seconds);
    if (locking != LOCKED) {
        if (locking == HELD_BY_ANOTHER) {
            say_holder(lock, problem);
        } else {
            say(problem, "%s cannot be locked: %s", file, strerror(errno));
        }
        close(lock);
        return locking;
    }
    char holder[16];
    int length = snprintf(holder, sizeof holder, "%d", (int)getpid());
    /* who holds it is a courtesy: on a full disk the lock holds all the same */
    if (ftruncate(lock, 0) != 0 || pwrite(lock, holder, (size_t)length, 0) != length) {
        errno = 0;
    }
    return LOCKED;
}

static bool readable(const char *path) {
    if (strstr(path, "..") != NULL) {
        return false;
    }
    for (size_t i = 0; i < sizeof READABLE / sizeof *READABLE; i++) {
        size_t length = strlen(READABLE[i]);
        bool folder = READABLE[i][length - 1] == '/';
        if (folder ? strncmp(path, READABLE[i], length) == 0 : strcmp(path, READABLE[i]) == 0) {
            return true;
        }
    }
    return false;
}

static size_t read_file(const char *path, char *bytes) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return 0;
    }
    size_t length = 0;
    while (length < MOST_FILE_BYTES) {
        ssize_t got = read(file, bytes + length, MOST_FILE_BYTES - length);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        length += (size_t)got;
    }
    close(file);
    return length;
}

void answer_file(const char *path) {
    static char bytes[MOST_FILE_BYTES];
    if (!readable(path)) {
        answer_error("request", "%s is not a file that describes the device", path);
        return;
    }
    size_t length = read_file(path, bytes);
    answer("ok %zu", length);
    answer_bytes(bytes, length);
}
