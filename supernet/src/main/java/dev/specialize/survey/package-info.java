/**
 * What was found out about the architectures of a space elsewhere, in files of comma-separated values.
 *
 * <pre>{@code
 * ArchitectureCsv csv = ArchitectureCsv.read(file, space);
 * List<ArchitectureCsv.Value> values = csv.column(Set.of("top1", "accuracy"));
 * }</pre>
 */
package dev.specialize.survey;
