/*
 * Requests come in on standard input, answers go out on standard output: a line of words each, after which bytes may
 * follow, as many as the line says.
 */
#ifndef CHANNEL_H
#define CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LONGEST_REQUEST = 4096, MOST_WORDS = 8 };

/* The words of a request; they point into the line that they were read from. */
struct request {
    int count;
    char *words[MOST_WORDS];
};

/* Waits for the next request. False if there is none any more, or nobody asked for too long. */
bool next_request(struct request *request);

/* Reads the bytes that follow a request; false at the end of the input. */
bool read_bytes(void *to, size_t count);

/* Passes over the bytes that follow a request. */
bool skip_bytes(size_t count);

/* True once nobody asks or listens any more. */
bool hung_up(void);

/* Ends the program if nobody reads the answer. */
void answer(const char *format, ...) __attribute__((format(printf, 1, 2)));
void answer_bytes(const void *bytes, size_t count);

/* Answers that a request failed; the message may hold anything and is made one printable line. */
void answer_error(const char *kind, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A number of decimal digits from 0 to most; false if the text is anything else. */
bool parse_number(const char *text, int64_t most, int64_t *number);

#endif
