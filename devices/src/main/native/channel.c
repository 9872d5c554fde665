#define _GNU_SOURCE
#include "channel.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A connection that was cut without a word must not keep the device from others for ever. */
enum { PATIENCE_MILLIS = 30 * 60 * 1000 };
enum { LONGEST_LINE = 1 << 17, LONGEST_MESSAGE = 1000 };

static struct {
    unsigned char bytes[1 << 16];
    size_t start;
    size_t end;
} input;

static bool fill(void) {
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    int ready;
    do {
        ready = poll(&in, 1, PATIENCE_MILLIS);
    } while (ready < 0 && errno == EINTR);
    if (ready <= 0) {
        return false;
    }
    ssize_t got;
    do {
        got = read(STDIN_FILENO, input.bytes, sizeof input.bytes);
    } while (got < 0 && errno == EINTR);
    input.start = 0;
    input.end = got > 0 ? (size_t)got : 0;
    return got > 0;
}

static bool read_line(char *line, size_t size) {
    for (size_t length = 0; length < size; length++) {
        if (input.start == input.end && !fill()) {
            return false;
        }
        unsigned char next = input.bytes[input.start++];
        if (next == '\n') {
            line[length] = '\0';
            return true;
        }
        line[length] = (char)next;
    }
    answer_error("request", "a request is longer than %zu bytes", size);
    return false;
}

bool next_request(struct request *request) {
    static char line[LONGEST_REQUEST];
    if (!read_line(line, sizeof line)) {
        return false;
    }
    request->count = 0;
    char *rest = line;
    for (char *word; (word = strsep(&rest, " ")) != NULL;) {
        if (request->count == MOST_WORDS) {
            answer_error("request", "a request has more than %d words", MOST_WORDS);
            return false;
        }
        request->words[request->count++] = word;
    }
    return true;
}

bool read_bytes(void *to, size_t count) {
    unsigned char *target = to;
    while (count > 0) {
        if (input.start == input.end && !fill()) {
            return false;
        }
        size_t part = input.end - input.start < count ? input.end - input.start : count;
        memcpy(target, input.bytes + input.start, part);
        input.start += part;
        target += part;
        count -= part;
    }
    return true;
}

bool skip_bytes(size_t count) {
    while (count > 0) {
        if (input.start == input.end && !fill()) {
            return false;
        }
        size_t part = input.end - input.start < count ? input.end - input.start : count;
        input.start += part;
        count -= part;
    }
    return true;
}

bool hung_up(void) {
    struct pollfd ends[] = {{.fd = STDIN_FILENO}, {.fd = STDOUT_FILENO}};
    return poll(ends, 2, 0) > 0 && ((ends[0].revents | ends[1].revents) & (POLLHUP | POLLERR)) != 0;
}

void answer_bytes(const void *bytes, size_t count) {
    const unsigned char *from = bytes;
    while (count > 0) {
        ssize_t written = write(STDOUT_FILENO, from, count);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            _exit(EXIT_FAILURE);
        }
        from += written;
        count -= (size_t)written;
    }
}

void answer(const char *format, ...) {
    static char line[LONGEST_LINE];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    if (length < 0 || (size_t)length >= sizeof line - 1) {
        answer_error("request", "the answer would be longer than %d bytes", LONGEST_LINE);
        return;
    }
    line[length] = '\n';
    answer_bytes(line, (size_t)length + 1);
}

void answer_error(const char *kind, const char *format, ...) {
    char message[LONGEST_MESSAGE];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(message, sizeof message, format, values);
    va_end(values);
    for (int i = 0; i < length && message[i] != '\0'; i++) {
        message[i] = message[i] >= ' ' && message[i] <= '~' ? message[i] : ' ';
    }
    answer("error %s %s", kind, length < 0 ? "" : message);
}

bool parse_number(const char *text, int64_t most, int64_t *number) {
    if (*text == '\0') {
        return false;
    }
    int64_t value = 0;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9' || value > (most - (*text - '0')) / 10) {
            return false;
        }
        value = 10 * value + (*text - '0');
    }
    *number = value;
    return true;
}
