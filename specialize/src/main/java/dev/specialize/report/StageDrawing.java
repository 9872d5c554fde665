package dev.specialize.report;

import dev.specialize.report.StageShape.Block;
import dev.specialize.report.StageShape.Expansion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A stage as a picture: its blocks from left to right, four in a row, so that words stay readable on a phone. */
record StageDrawing(StageShape stage) {
    private static final int SLOTS = 4;
    private static final double SLOT = 80;
    private static final double ROW = 122;
    /** Of the line that runs through a row's blocks. */
    private static final double MIDDLE = 50;

    private static final double LEAST_WIDTH = 34;
    private static final double MOST_WIDTH = 66;

    private int slots() {
        return stage.blocks().size() + stage.skipped();
    }

    Element svg() {
        int rows = (slots() + SLOTS - 1) / SLOTS;
        double width = SLOT * Math.min(slots(), SLOTS);
        Element svg = Element.of("svg")
                .with("class", "drawing")
                .with("viewBox", "0 0 " + (int) width + " " + (int) (ROW * rows))
                .with("width", width)
                .with("role", "img")
                .with("aria-label", described());
        List<Node> parts = new ArrayList<>();
        for (int i = 0; i < slots(); i++) {
            parts.add(slot(i));
        }
        return svg.and(parts.toArray(Node[]::new));
    }

    private String described() {
        String blocks = stage.blocks().stream()
                .map(b -> b.shape().described()
                        + b.expand().map(e -> ", expansion " + e).orElse(""))
                .collect(Collectors.joining("; "));
        return stage.title() + ": " + blocks + (stage.skipped() == 0 ? "" : "; " + stage.skipped() + " blocks skipped");
    }

    private Element slot(int index) {
        int row = index / SLOTS;
        int x = (int) (SLOT * (index % SLOTS));
        int y = (int) (ROW * row);
        Element group = Element.of("g").with("transform", "translate(" + x + " " + y + ")");
        return index < stage.blocks().size()
                ? group.and(block(stage.blocks().get(index)).toArray(Node[]::new))
                : group.and(skipped().toArray(Node[]::new));
    }

    private static List<Node> skipped() {
        return List.of(
                line(0, (SLOT - LEAST_WIDTH) / 2),
                line((SLOT + LEAST_WIDTH) / 2, SLOT),
                box("skipped", LEAST_WIDTH, 36)
                        .and(Element.of("title", "a block that the space offers and this subnet skips")),
                words("small", ROW - 26, "skipped"));
    }

    private static List<Node> block(Block block) {
        LayerShape shape = block.shape();
        double width = block.expand()
                .map(e -> LEAST_WIDTH + (MOST_WIDTH - LEAST_WIDTH) * e.share())
                .orElse(MOST_WIDTH);
        double height = height(shape);
        List<Node> parts = new ArrayList<>();
        parts.add(line(0, (SLOT - width) / 2));
        parts.add(line((SLOT + width) / 2, SLOT));
        if (shape.marks().residual()) {
            parts.add(arc(height));
        }
        parts.add(box(block.expand().isPresent() ? "box" : "fixed", width, height)
                .and(Element.of("title", shape.name() + ": " + shape.described())));
        parts.add(words("", MIDDLE + 4, inside(block)));
        if (shape.stride() > 1) {
            parts.add(words("", MIDDLE + 4, "\u2193").with("x", 4));
        }
        if (shape.marks().squeezeExcite()) {
            parts.addAll(badge(width, height));
        }
        parts.add(words("", ROW - 26, label(block)));
        parts.add(words("small", ROW - 11, channels(shape)));
        return parts;
    }

    private static double height(LayerShape shape) {
        return 24 + 6.0 * (shape.kernel() - 1);
    }

    private static String inside(Block block) {
        return block.expand().map(Expansion::toString).orElse("");
    }

    private static String label(Block block) {
        LayerShape shape = block.shape();
        if (shape.kernel() > 1) {
            return shape.kernel() + "\u00d7" + shape.kernel();
        }
        return switch (shape.kind()) {
            case "convolution" -> "1\u00d71";
            case "mean over positions" -> "mean";
            default -> shape.kind();
        };
    }

    private static String channels(LayerShape shape) {
        boolean same = shape.middle() == shape.output().channels();
        return same
                ? shape.middle() + " ch"
                : shape.middle() + "\u2192" + shape.output().channels();
    }

    private static Element line(double from, double to) {
        return Element.of("line")
                .with("class", "flow")
                .with("x1", from)
                .with("x2", to)
                .with("y1", MIDDLE)
                .with("y2", MIDDLE);
    }

    private static Element box(String kind, double width, double height) {
        return Element.of("rect")
                .with("class", kind)
                .with("x", (SLOT - width) / 2)
                .with("y", MIDDLE - height / 2)
                .with("width", width)
                .with("height", height)
                .with("rx", 4);
    }

    private static Element arc(double height) {
        int top = (int) (MIDDLE - height / 2 - 14);
        return Element.of("path")
                .with("class", "residual")
                .with(
                        "d",
                        "M3 " + (int) MIDDLE + "V" + (top + 6) + "q0 -6 6 -6H" + (int) (SLOT - 9) + "q6 0 6 6V"
                                + (int) MIDDLE);
    }

    private static List<Node> badge(double width, double height) {
        double x = (SLOT + width) / 2 - 6;
        double y = MIDDLE - height / 2 + 2;
        Element circle = Element.of("circle")
                .with("class", "badge")
                .with("cx", x)
                .with("cy", y)
                .with("r", 10);
        return List.of(circle, words("small", y + 4, "SE").with("x", x));
    }

    private static Element words(String kind, double y, String text) {
        Element words = Element.of("text", text).with("x", SLOT / 2).with("y", y);
        return kind.isEmpty() ? words : words.with("class", kind);
    }
}
