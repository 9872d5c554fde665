package dev.specialize.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An element of HTML, or of SVG in it.
 *
 * @param attributes in the order in which they are written
 */
record Element(String name, Map<String, String> attributes, List<Node> children) implements Node {
    /** Those that have no end tag (HTML standard, section 13.1.2). */
    private static final Set<String> VOID = Set.of("br", "link", "meta");

    Element {
        attributes = new LinkedHashMap<>(attributes);
        children = List.copyOf(children);
    }

    static Element of(String name, Node... children) {
        return of(name, List.of(children));
    }

    static Element of(String name, List<? extends Node> children) {
        return new Element(name, Map.of(), List.copyOf(children));
    }

    static Element of(String name, String text) {
        return of(name, new Text(text));
    }

    Element with(String attribute, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new Element(name, more, children);
    }

    /** A length in pixels, to a tenth. */
    Element with(String attribute, double pixels) {
        return with(attribute, String.format(Locale.ROOT, "%.1f", pixels).replaceFirst("\\.0$", ""));
    }

    Element and(Node... more) {
        List<Node> all = new ArrayList<>(children);
        all.addAll(List.of(more));
        return new Element(name, attributes, all);
    }

    Element and(Stream<? extends Node> more) {
        return and(more.toArray(Node[]::new));
    }

    @Override
    public void writeTo(StringBuilder page) {
        page.append('<').append(name);
        attributes.forEach((attribute, value) -> page.append(' ')
                .append(attribute)
                .append("=\"")
                .append(Node.escaped(value))
                .append('"'));
        page.append('>');
        if (!VOID.contains(name)) {
            children.forEach(child -> child.writeTo(page));
            page.append("</").append(name).append('>');
        }
    }
}
