/* Libraries that are opened at run time, by functions that every glibc has. */
#ifndef START_H
#define START_H

void *open_library(const char *file);
void *library_symbol(void *library, const char *name);

/* Why the last call failed. */
const char *library_problem(void);

#endif
