package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.ArchitectureSampler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Local search from many starts, guided by single changes: at a genome every single change is scored once, a knapsack
 * over their gains proposes combinations, and the most promising of those are scored too. The best of them is the next
 * genome; the gains serve on until they lead no further, and are measured anew until that helps no more. At the edge of a
 * budget nothing improves alone: one block has to give what others take.
 *
 * <p>Where the score has slopes, these serve as gains first: they cost a few scores instead of hundreds, so that many
 * starts can follow them, and only the best of what they reach is worth measured gains.
 *
 * <p>Starts are by turns random and kicks of the best so far.
 */
final class GuidedSearch {
    /** Share of choices that a kick draws anew: fewer lead back to the same summit. */
    private static final double KICK = 0.3;
    /** Combinations to score at each step by measured gains. */
    private static final int LOOKS = 40;
    /** Combinations to score at each step by slopes. */
    private static final int GLANCES = 12;
    /** Starts that follow slopes before the best of what they reach is polished. */
    private static final int STARTS = 8;
    /** How far, in steps of the space's list, other resolutions lie that a genome may move to. */
    private static final List<Integer> NEAR_RESOLUTIONS = List.of(-4, -1, 0, 1, 4);
    /** Climbs in a row without anything new, after which a space has nothing more to show. */
    private static final int PATIENCE = 30;

    private final Problem problem;
    private final GenomeCodec codec;
    private final Archive archive;
    private final Neighbourhood neighbourhood;
    private final ArchitectureSampler sampler;
    private final RandomGenerator random;

    GuidedSearch(Problem problem, Archive archive, RandomGenerator random) {
        this.problem = problem;
        this.codec = problem.codec();
        this.archive = archive;
        this.neighbourhood = new Neighbourhood(codec);
        this.sampler = new ArchitectureSampler(codec.space());
        this.random = random;
    }

    /**
     * Fills the archive.
     *
     * @param anchor an allowed genome
     * @param first allowed genomes to set out from
     */
    void run(Genome anchor, List<Genome> first) {
        Repair repair = new Repair(problem, anchor, random);
        archive.scored(anchor);
        first.forEach(genome -> polish(ascended(archive.scored(genome))));
        Set<Genome> polished = new HashSet<>();
        int idle = 0;
        while (idle < PATIENCE && !archive.exhausted()) {
            int before = archive.evaluations();
            List<Scored> reached = new ArrayList<>();
            for (int i = 0; i < STARTS && !archive.exhausted(); i++) {
                Genome start = i % 2 == 0
                        ? mutant(anchor, 1)
                        : mutant(archive.best().get(0).genome(), KICK);
                reached.add(ascended(archive.scored(repair.repaired(start))));
            }
            reached.stream()
                    .filter(s -> !polished.contains(s.genome()))
                    .min(Scored::compareTo)
                    .filter(s -> polished.add(s.genome()))
                    .ifPresent(this::polish);
            idle = archive.evaluations() == before ? idle + 1 : 0;
        }
    }

    /** With probability 1, any architecture: every choice uniform, so that shallow ones are as likely as deep ones. */
    private Genome mutant(Genome parent, double probability) {
        return codec.encode(sampler.mutate(codec.decode(parent), probability, random));
    }

    /** Follows slopes, which cost little, as far as they lead. */
    private Scored ascended(Scored start) {
        Scored current = start;
        Optional<double[][]> slopes = problem.score().slopes(current.genome());
        while (slopes.isPresent() && !archive.exhausted()) {
            Scored next = step(current, new GainTable(slopes.get()), GLANCES);
            if (!next.betterThan(current)) {
                return current;
            }
            current = next;
            slopes = problem.score().slopes(current.genome());
        }
        return current;
    }

    /** Climbs by measured gains until new ones help no more. */
    private void polish(Scored start) {
        Scored current = start;
        boolean improved = true;
        while (improved && !archive.exhausted()) {
            Scored next = climbed(current, measured(current));
            improved = next.betterThan(current);
            current = ascended(next);
        }
    }

    /** As far as one table of gains leads. */
    private Scored climbed(Scored start, GainTable gains) {
        Scored current = start;
        Scored next = step(current, gains, LOOKS);
        while (next.betterThan(current)) {
            current = next;
            next = step(current, gains, LOOKS);
        }
        return current;
    }

    private GainTable measured(Scored current) {
        GainTable gains = new GainTable(codec, current.genome());
        for (Change change : neighbourhood.of(current.genome())) {
            if (archive.exhausted()) {
                return gains;
            }
            Scored changed = archive.scored(change.appliedTo(current.genome(), codec));
            gains.put(change, changed.score() - current.score());
        }
        return gains;
    }

    /** The best of the combinations that promise most; the genome itself if none of them is better. */
    private Scored step(Scored current, GainTable gains, int looks) {
        Scored best = current;
        for (Genome genome : promising(current, gains, looks)) {
            if (archive.exhausted()) {
                return best;
            }
            Scored scored = archive.scored(genome);
            best = scored.betterThan(best) ? scored : best;
        }
        return best;
    }

    /** Allowed combinations of changes, the most promising first. */
    private Set<Genome> promising(Scored current, GainTable gains, int looks) {
        List<Change> changes = new ArrayList<>();
        List<Genome> changed = new ArrayList<>();
        for (Change change : neighbourhood.of(current.genome())) {
            if (!Double.isNaN(gains.gain(change, current.genome()))) {
                changes.add(change);
                changed.add(change.appliedTo(current.genome(), codec));
            }
        }
        List<Combination> combinations = new ArrayList<>();
        for (int resolution : resolutions(current.genome().gene(0))) {
            combinations.addAll(
                    knapsack(current, gains, resolution, changes, changed).best());
        }
        combinations.sort(Comparator.comparingDouble(Combination::gain).reversed());
        Set<Genome> genomes = new LinkedHashSet<>();
        for (Combination combination : combinations) {
            Genome genome = combination.appliedTo(current.genome(), codec);
            if (genomes.size() < looks && problem.allows(genome)) {
                genomes.add(genome);
            }
        }
        return genomes;
    }

    private int[] resolutions(int own) {
        return NEAR_RESOLUTIONS.stream()
                .mapToInt(steps -> own + steps)
                .filter(r -> r >= 0 && r < codec.resolutions())
                .toArray();
    }

    private ChangeKnapsack knapsack(
            Scored current, GainTable gains, int resolution, List<Change> changes, List<Genome> changed) {
        Genome there = new Combination(resolution, List.of(), 0).appliedTo(current.genome(), codec);
        double gain = archive.scored(there).score() - current.score();
        Optional<AdditiveBound> tightest = problem.tightest(there);
        List<ChangeKnapsack.Option> options = new ArrayList<>();
        double use = tightest.map(b -> b.use(there)).orElse(0.0);
        for (int i = 0; i < changed.size(); i++) {
            Genome genome = changed.get(i);
            double more = tightest.map(b -> b.use(genome, resolution)).orElse(0.0) - use;
            options.add(new ChangeKnapsack.Option(changes.get(i), gains.gain(changes.get(i), current.genome()), more));
        }
        return new ChangeKnapsack(resolution, gain, 1 - use, options);
    }
}
