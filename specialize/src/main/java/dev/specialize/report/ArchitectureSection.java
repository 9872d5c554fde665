package dev.specialize.report;

import java.util.ArrayList;
import java.util.List;

/** The chosen subnet, stage by stage. */
record ArchitectureSection(ReportData data) implements Section {
    @Override
    public String id() {
        return "architecture";
    }

    @Override
    public String title() {
        return "Architecture";
    }

    @Override
    public List<Node> content() {
        List<Node> content = new ArrayList<>();
        content.add(Element.of(
                "p",
                new Node.Text("In short: "),
                Element.of("code", data.manifest().architecture())));
        if (data.stages().isEmpty()) {
            content.add(Element.of("p", "It cannot be drawn without the supernet's search space.")
                    .with("class", "note"));
            return content;
        }
        content.add(Element.of(
                        "p",
                        "A box is a block: its height tells the kernel, its width the expansion chosen among the stage's, as"
                                + " written in it with the channels inside. Dashed boxes are blocks that the space offers and this"
                                + " subnet skips; an arc is an input that is added to the output; SE is squeeze-and-excitation,"
                                + " \u2193 a stride that halves the map.")
                .with("class", "note"));
        content.add(Element.of(
                        "ol",
                        data.stages().stream().map(ArchitectureSection::card).toList())
                .with("class", "stages"));
        return content;
    }

    private static Element card(StageShape stage) {
        return Element.of(
                        "li",
                        Element.of("h3", stage.title()),
                        Element.of("p", summary(stage)),
                        new StageDrawing(stage).svg())
                .with("class", "stage");
    }

    private static String summary(StageShape stage) {
        LayerShape first = stage.first();
        LayerShape last = stage.last();
        return size(first.input().size()) + " to " + size(last.output().size()) + " px, "
                + first.input().channels() + " to " + last.output().channels() + " channels, "
                + stage.blocks().size()
                + (stage.skipped() == 0 ? "" : " of " + (stage.blocks().size() + stage.skipped()))
                + (stage.blocks().size() + stage.skipped() == 1 ? " block" : " blocks")
                + (first.marks().activation().equals("none")
                        ? ""
                        : ", " + first.marks().activation());
    }

    private static String size(int pixels) {
        return pixels + "\u00d7" + pixels;
    }
}
