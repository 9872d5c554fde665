/**
 * The report of a specialised model: one HTML file that opens without a network, drawn by Apache ECharts and by pictures
 * of our own.
 *
 * <pre>{@code
 * ReportSources sources = ReportSources.of(manifest).withSupernet(folder).withProfile(profile);
 * Report.of(ReportData.of(sources)).write(modelFolder);
 * }</pre>
 *
 * <p>What the manifest names and nobody has any more is left out, and the page says so. The same sources give the same
 * bytes.
 */
package dev.specialize.report;
