package dev.specialize.report;

import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SpecializationManifest.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the model was made from, with what, and how to make it again. */
record ProvenanceSection(ReportData data) implements Section {
    @Override
    public String id() {
        return "provenance";
    }

    @Override
    public String title() {
        return "Provenance";
    }

    @Override
    public List<Node> content() {
        List<Node> content = new ArrayList<>();
        content.add(Element.of("p", "To make it again, for the same device or one that has become faster or slower:"));
        content.add(Element.of("pre", Element.of("code", new RemakeCommand(data.manifest()).toString())));
        content.add(Element.of("p", "To make the same bytes from the same supernet, and compare:"));
        content.add(Element.of("pre", Element.of("code", "specialize reproduce " + Specialization.MANIFEST)));
        content.add(table());
        if (!data.missing().isEmpty()) {
            content.add(Element.of("h3", "What is missing in this report"));
            content.add(Element.of(
                    "ul", data.missing().stream().map(m -> Element.of("li", m)).toList()));
        }
        return content;
    }

    private Element table() {
        return Element.of(
                "table",
                Element.of("caption", "Hashes are SHA-256"),
                Element.of(
                        "tbody",
                        rows().stream()
                                .map(row -> Element.of(
                                        "tr",
                                        Element.of("th", row.get(0)).with("scope", "row"),
                                        Element.of("td", row.get(1))))
                                .toList()));
    }

    private List<List<String>> rows() {
        SpecializationManifest made = data.manifest();
        Device device = made.device();
        List<List<String>> rows = new ArrayList<>();
        rows.add(Table.row("Supernet, search space", made.supernet() + ", " + made.space()));
        rows.add(Table.row("Subnet", made.architecture()));
        rows.add(Table.row(
                "Device", device.name() + device.model().map(m -> ", " + m).orElse("")));
        rows.add(Table.row("Profile of the device", device.provenance().toString()));
        data.profiledAt().ifPresent(when -> rows.add(Table.row("Device profiled at", when.toString())));
        device.runtime().ifPresent(runtime -> rows.add(Table.row("Runtime", runtime.toString())));
        rows.add(Table.row("Images in one run", Integer.toString(device.batch())));
        rows.add(Table.row("Batch normalisation", made.statistics().toString()));
        rows.add(Table.row("Search", search(made)));
        rows.add(Table.row("Verified", verified(made)));
        hashes(rows, "Input: ", made.inputs());
        hashes(rows, "Output: ", made.outputs());
        hashes(rows, "Version: ", made.versions());
        rows.add(Table.row("Threads of libtorch", Integer.toString(made.threads())));
        rows.add(Table.row("Manifest", made.format()));
        return rows;
    }

    private static void hashes(List<List<String>> rows, String kind, Map<String, String> values) {
        values.forEach((name, value) -> rows.add(Table.row(kind + name, value)));
    }

    private static String search(SpecializationManifest made) {
        return String.format(
                Locale.ROOT,
                "%,d subnets predicted, seed %d, %d rounds of searching and measuring, %d random subnets within the budget%s",
                made.search().evaluations(),
                made.search().seed(),
                made.latency().rounds(),
                made.search().randomFeasible(),
                made.search()
                        .optimality()
                        .map(o -> o.proven()
                                ? ", proven to be the best"
                                : ", at most " + Digits.percent(o.gap(), 3) + " short")
                        .orElse(""));
    }

    private static String verified(SpecializationManifest made) {
        return String.format(
                Locale.ROOT,
                "on %d %s, logits differ by %.1e of their scale (allowed: %.0e), same class for %d",
                made.verification().images(),
                made.verifiedOn().toString().replace('-', ' '),
                made.verification().relativeDifference(),
                made.verification().tolerance(),
                made.verification().sameClass());
    }
}
