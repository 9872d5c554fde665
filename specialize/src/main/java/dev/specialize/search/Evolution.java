package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.ArchitectureSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Evolution with truncation selection, half mutants and half crossovers (as in arXiv:1908.09791, section 3.4), but no
 * architecture is scored twice and a child that breaks a constraint is repaired instead of drawn again.
 */
final class Evolution {
    /** A child that is known already is drawn again at most so often, or a small space would never end. */
    private static final int TRIES_PER_CHILD = 4;

    private final Problem problem;
    private final SearchSettings settings;
    private final Archive archive;
    private final Repair repair;
    private final RandomGenerator random;
    private final ArchitectureSampler sampler;

    Evolution(Problem problem, SearchSettings settings, Archive archive, Repair repair, RandomGenerator random) {
        this.problem = problem;
        this.settings = settings;
        this.archive = archive;
        this.repair = repair;
        this.random = random;
        this.sampler = new ArchitectureSampler(problem.codec().space());
    }

    /** Fills the archive. */
    void run(Genome anchor) {
        archive.scored(anchor);
        List<Scored> population = first(anchor);
        for (int g = 0; g < settings.generations() && !archive.exhausted(); g++) {
            population = next(population);
        }
    }

    private List<Scored> first(Genome anchor) {
        Set<Scored> population = new TreeSet<>();
        population.add(archive.scored(anchor));
        for (int i = 1; i < settings.population() && !archive.exhausted(); i++) {
            population.add(archive.scored(repair.repaired(drawn(anchor))));
        }
        return List.copyOf(population);
    }

    private List<Scored> next(List<Scored> population) {
        int survivors = Math.min(population.size(), (int) Math.ceil(settings.population() * settings.parentShare()));
        List<Scored> parents = population.subList(0, survivors);
        Set<Scored> next = new TreeSet<>(parents);
        int tries = TRIES_PER_CHILD * settings.population();
        for (int i = 0; i < tries && next.size() < settings.population() && !archive.exhausted(); i++) {
            Genome child = repair.repaired(i % 2 == 0 ? mutant(parents) : crossing(parents));
            if (!archive.knows(child)) {
                next.add(archive.scored(child));
            }
        }
        return new ArrayList<>(next);
    }

    /** Any architecture: resolution, depths and blocks each uniform, so that shallow ones are as likely as deep ones. */
    Genome drawn(Genome any) {
        return mutant(any, 1);
    }

    private Genome mutant(List<Scored> parents) {
        return mutant(pick(parents), settings.mutationProbability());
    }

    /** A parent with some choices drawn anew. */
    Genome mutant(Genome parent, double probability) {
        return problem.codec().encode(sampler.mutate(problem.codec().decode(parent), probability, random));
    }

    private Genome crossing(List<Scored> parents) {
        GenomeCodec codec = problem.codec();
        return codec.encode(sampler.cross(codec.decode(pick(parents)), codec.decode(pick(parents)), random));
    }

    private Genome pick(List<Scored> parents) {
        return parents.get(random.nextInt(parents.size())).genome();
    }
}
