package dev.specialize.report;

import dev.specialize.files.AtomicFile;
import dev.specialize.specialization.Specialization;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One HTML page that needs no other file and no network. Equal data give equal bytes. */
public final class Report {
    private final String html;

    private Report(String html) {
        this.html = html;
    }

    public static Report of(ReportData data) {
        Answer answer = new Answer(data);
        List<Section> sections = new ArrayList<>();
        if (!data.tradeOffs().isEmpty()) {
            sections.add(new FrontSection(data));
        }
        sections.addAll(List.of(
                new ArchitectureSection(data),
                new TimeSection(data),
                new PredictionSection(data),
                new AccuracySection(data),
                new ProvenanceSection(data)));
        return new Report(new Page(answer.title(), answer.content(), sections).html());
    }

    public String html() {
        return html;
    }

    /**
     * Writes it beside a model.
     *
     * @throws java.io.UncheckedIOException if the folder cannot be written
     */
    public void write(Path folder) {
        AtomicFile.write(folder.resolve(Specialization.REPORT), html.getBytes(StandardCharsets.UTF_8));
    }
}
