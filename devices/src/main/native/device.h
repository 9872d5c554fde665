/* What the runner has to do with the device itself: its cores, its lock, and the files that describe it. */
#ifndef DEVICE_H
#define DEVICE_H

#include <stdbool.h>

#include "runtime.h"

/* Lets this program and its threads use these cores only, such as 4-7 or 0,2. */
bool use_cores(const char *list, struct problem *problem);

/* What became of a lock: NO_LOCK if its file cannot be opened, or its file system has none. */
enum locking { LOCKED, HELD_BY_ANOTHER, NO_LOCK };

/*
 * Keeps other runners off the device until this program ends, however it ends. One that lost its connection may take a
 * moment to notice: so it is waited for.
 */
enum locking lock_device(const char *file, int wait_seconds, struct problem *problem);

/* Answers with a file in which the system describes the device; others are refused. */
void answer_file(const char *path);

#endif
