package dev.specialize.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which changes of a genome to make together: as if gains and uses added up, the most gain within what a budget leaves.
 * Blocks interact little, so the sums are good enough to say which few combinations deserve a look.
 *
 * <p>Single changes and pairs are ranked exactly. Three and more changes are a multiple-choice knapsack (at most one change of each group,
 * a fixed number of changes), solved by dynamic programming over the use, rounded to a grid.
 */
final class ChangeKnapsack {
    private static final int MOST_CHANGES = 5;
    private static final int GRID = 64;
    private static final int PAIRS = 20;
    /**
     * For each number of changes, so many: the best of those that use most of the budget, whether or not some that use
     * less promise more. On published tables the most promising ones led to no better subnets.
     */
    private static final int LARGER = 3;

    private static final double NONE = Double.NEGATIVE_INFINITY;

    private final int resolution;
    private final double resolutionGain;
    private final double slack;
    private final List<Option[]> groups;

    /**
     * A change with what it takes.
     *
     * @param gain of score by this change alone
     * @param moreUse of the budget, a part of it; negative if the change saves
     */
    record Option(Change change, double gain, double moreUse) {
        private boolean isBeatenBy(Option other) {
            return other.gain >= gain && other.moreUse <= moreUse && (other.gain > gain || other.moreUse < moreUse);
        }
    }

    /**
     * @param resolution gene of the resolution at which uses were taken
     * @param resolutionGain of score by moving there
     * @param slack what the budget leaves at that resolution, a part of it; negative if it is exceeded
     */
    ChangeKnapsack(int resolution, double resolutionGain, double slack, List<Option> options) {
        this.resolution = resolution;
        this.resolutionGain = resolutionGain;
        this.slack = slack;
        this.groups = groups(options);
    }

    /** Options that another of their group beats, or that only take and lose, are left out. */
    private static List<Option[]> groups(List<Option> options) {
        Map<Integer, List<Option>> byGroup = new TreeMap<>();
        options.forEach(o -> byGroup.computeIfAbsent(o.change.group(), g -> new ArrayList<>())
                .add(o));
        List<Option[]> groups = new ArrayList<>();
        for (List<Option> group : byGroup.values()) {
            Option[] useful = group.stream()
                    .filter(o -> o.gain > 0 || o.moreUse < 0)
                    .filter(o -> group.stream().noneMatch(o::isBeatenBy))
                    .toArray(Option[]::new);
            if (useful.length > 0) {
                groups.add(useful);
            }
        }
        return groups;
    }

    /** In no particular order. */
    List<Combination> best() {
        double least = groups.stream()
                .mapToDouble(
                        g -> Arrays.stream(g).mapToDouble(Option::moreUse).min().orElse(0))
                .map(use -> Math.min(0, use))
                .sorted()
                .limit(MOST_CHANGES)
                .sum();
        if (least > slack) {
            return List.of();
        }
        List<Combination> found = new ArrayList<>();
        if (slack >= 0 && resolutionGain != 0) {
            found.add(combination(List.of()));
        }
        addSingles(found);
        addPairs(found);
        addLarger(found, least);
        return found;
    }

    private Combination combination(List<Option> options) {
        return new Combination(
                resolution,
                options.stream().map(Option::change).toList(),
                resolutionGain + options.stream().mapToDouble(Option::gain).sum());
    }

    private void addSingles(List<Combination> found) {
        for (Option[] group : groups) {
            for (Option option : group) {
                // where the resolution gains, a change may lose as long as it saves
                if (option.moreUse <= slack && (option.gain > 0 || resolutionGain > 0)) {
                    found.add(combination(List.of(option)));
                }
            }
        }
    }

    private void addPairs(List<Combination> found) {
        double[] gains = new double[PAIRS];
        Option[] ones = new Option[PAIRS];
        Option[] others = new Option[PAIRS];
        Arrays.fill(gains, NONE);
        for (int g = 1; g < groups.size(); g++) {
            for (Option one : groups.get(g)) {
                for (int h = 0; h < g; h++) {
                    for (Option other : groups.get(h)) {
                        double gain = one.gain + other.gain;
                        if (gain <= gains[PAIRS - 1] || one.moreUse + other.moreUse > slack) {
                            continue;
                        }
                        int at = PAIRS - 1;
                        for (; at > 0 && gains[at - 1] < gain; at--) {
                            gains[at] = gains[at - 1];
                            ones[at] = ones[at - 1];
                            others[at] = others[at - 1];
                        }
                        gains[at] = gain;
                        ones[at] = one;
                        others[at] = other;
                    }
                }
            }
        }
        for (int i = 0; i < PAIRS && gains[i] > NONE; i++) {
            found.add(combination(List.of(ones[i], others[i])));
        }
    }

    /** @param least use that changes may come to on the way */
    private void addLarger(List<Combination> found, double least) {
        double width = (Math.max(slack, 0) - least) / GRID;
        if (!(width > 0)) {
            return;
        }
        int start = (int) Math.round(-least / width);
        // rounding may put what fits just past the end; the caller checks what it is offered
        int end = start + (int) Math.floor(slack / width) + 1;
        int cells = Math.max(start, end) + GRID;
        double[][] gains = new double[MOST_CHANGES + 1][cells];
        for (double[] row : gains) {
            Arrays.fill(row, NONE);
        }
        gains[0][start] = 0;
        byte[][][] taken = new byte[groups.size()][MOST_CHANGES + 1][cells];
        for (int g = 0; g < groups.size(); g++) {
            gains = withGroup(gains, groups.get(g), width, taken[g]);
        }
        for (int count = 3; count <= MOST_CHANGES; count++) {
            addOf(count, gains[count], Math.min(end, cells - 1), width, taken, found);
        }
    }

    /** @param taken filled in: 1 + the index of the option that leads to a cell; 0 if none of this group does */
    private static double[][] withGroup(double[][] before, Option[] group, double width, byte[][] taken) {
        int cells = before[0].length;
        double[][] after = new double[before.length][];
        for (int count = 0; count < before.length; count++) {
            after[count] = before[count].clone();
        }
        for (int o = 0; o < group.length; o++) {
            int shift = (int) Math.round(group[o].moreUse / width);
            double gain = group[o].gain;
            for (int count = 0; count + 1 < before.length; count++) {
                double[] from = before[count];
                double[] to = after[count + 1];
                byte[] by = taken[count + 1];
                int last = Math.min(cells, cells - shift);
                for (int cell = Math.max(0, -shift); cell < last; cell++) {
                    if (from[cell] + gain > to[cell + shift]) {
                        to[cell + shift] = from[cell] + gain;
                        by[cell + shift] = (byte) (1 + o);
                    }
                }
            }
        }
        return after;
    }

    private void addOf(int count, double[] gains, int end, double width, byte[][][] taken, List<Combination> found) {
        double last = Double.POSITIVE_INFINITY;
        int added = 0;
        for (int cell = end; cell >= 0 && added < LARGER; cell--) {
            if (gains[cell] > NONE && gains[cell] < last) {
                last = gains[cell];
                added++;
                found.add(combination(traced(count, cell, width, taken)));
            }
        }
    }

    private List<Option> traced(int count, int cell, double width, byte[][][] taken) {
        List<Option> options = new ArrayList<>();
        int left = count;
        int at = cell;
        for (int g = groups.size() - 1; g >= 0; g--) {
            int index = taken[g][left][at] - 1;
            if (index >= 0) {
                Option option = groups.get(g)[index];
                options.add(option);
                at -= (int) Math.round(option.moreUse / width);
                left--;
            }
        }
        Collections.reverse(options);
        return options;
    }
}
