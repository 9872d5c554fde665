package dev.specialize.report;

import java.util.List;

/** A part of the page under a heading. */
interface Section {
    /** By which links find it. */
    String id();

    String title();

    List<Node> content();

    /** Drawn by the script into elements of {@code content}. */
    default List<Chart> charts() {
        return List.of();
    }

    default Element element() {
        return Element.of("section", Element.of("h2", title()).with("id", id()))
                .with("aria-labelledby", id())
                .and(content().stream());
    }
}
