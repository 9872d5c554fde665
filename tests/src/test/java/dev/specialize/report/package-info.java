/** The report's page, its pictures and its words, looked at in a real browser where there is one. */
package dev.specialize.report;
