/** Tests of what work runs on; those of Apache Spark run in this process and are skipped visibly where it is not there. */
package dev.specialize.cluster;
