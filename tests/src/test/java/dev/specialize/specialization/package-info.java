/** Tests of the two jobs' own values; the jobs themselves are tested through the commands. */
package dev.specialize.specialization;
