package dev.specialize.search;

import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the architectures of one space into {@link Genome}s and back.
 *
 * <p>Position 0 holds the resolution's index; positions 1 to S the index of each stage's depth; then come the places of
 * all stages at full depth, each 0 where no block stands and 1 + the stage's choice index where one does.
 */
final class GenomeCodec {
    private final SearchSpace space;
    private final int[] firstPlaces;
    private final int[] stageOfPosition;

    /** @throws IllegalArgumentException if widths are elastic */
    GenomeCodec(SearchSpace space) {
        if (space.hasElasticWidths()) {
            throw new IllegalArgumentException(
                    "The space " + space.name() + " has elastic widths, which cannot be searched yet");
        }
        this.space = space;
        this.firstPlaces = firstPlaces(space);
        this.stageOfPosition = new int[firstPlaces[space.stages().size()]];
        for (int s = 0; s < stages(); s++) {
            stageOfPosition[1 + s] = s;
            Arrays.fill(stageOfPosition, firstPlaces[s], firstPlaces[s + 1], s);
        }
    }

    private static int[] firstPlaces(SearchSpace space) {
        int count = space.stages().size();
        int[] first = new int[count + 1];
        first[0] = 1 + count;
        for (int s = 0; s < count; s++) {
            first[s + 1] = first[s] + space.stages().get(s).maxDepth();
        }
        return first;
    }

    SearchSpace space() {
        return space;
    }

    /** Number of positions of every genome. */
    int length() {
        return stageOfPosition.length;
    }

    int stages() {
        return space.stages().size();
    }

    int resolutions() {
        return space.resolutions().size();
    }

    /** The position of a stage's first block; that of stage S is the genome's length. */
    int firstPlace(int stage) {
        return firstPlaces[stage];
    }

    /** The index of the stage that a position past 0 belongs to. */
    int stageIndexAt(int position) {
        return stageOfPosition[position];
    }

    Stage stageAt(int position) {
        return space.stages().get(stageOfPosition[position]);
    }

    boolean isPlace(int position) {
        return position > stages();
    }

    /** The number of different values at a position, the empty place included. */
    int values(int position) {
        if (position == 0) {
            return resolutions();
        }
        Stage stage = stageAt(position);
        return isPlace(position) ? 1 + stage.choicesPerBlock() : stage.depths().size();
    }

    /** Number of blocks of a stage whose depth gene is {@code gene}. */
    int depth(int stage, int gene) {
        return space.stages().get(stage).depths().get(gene);
    }

    /**
     * The genome of genes whose active places are all filled; genes at other places are ignored.
     *
     * @param genes left as they are
     */
    Genome canonical(int[] genes) {
        int[] clean = genes.clone();
        empty(clean);
        return new Genome(clean);
    }

    /** Empties the places past each stage's depth. */
    void empty(int[] genes) {
        for (int s = 0; s < stages(); s++) {
            for (int p = firstPlaces[s] + depth(s, genes[1 + s]); p < firstPlaces[s + 1]; p++) {
                genes[p] = 0;
            }
        }
    }

    Genome encode(Architecture architecture) {
        int[] genes = new int[length()];
        genes[0] = space.resolutions().indexOf(architecture.resolution());
        for (int s = 0; s < stages(); s++) {
            Stage stage = space.stages().get(s);
            List<BlockChoice> blocks = architecture.stages().get(s);
            genes[1 + s] = stage.depths().indexOf(blocks.size());
            for (int b = 0; b < blocks.size(); b++) {
                genes[firstPlaces[s] + b] = 1 + stage.indexOf(blocks.get(b));
            }
        }
        return new Genome(genes);
    }

    /** @throws IllegalArgumentException if the architecture is not in the space; the message says where */
    Genome encodeChecked(Architecture architecture) {
        space.requireContains(architecture);
        return encode(architecture);
    }

    Architecture decode(Genome genome) {
        List<List<BlockChoice>> stages = new ArrayList<>();
        for (int s = 0; s < stages(); s++) {
            List<BlockChoice> blocks = new ArrayList<>();
            int depth = depth(s, genome.gene(1 + s));
            for (int b = 0; b < depth; b++) {
                blocks.add(space.stages().get(s).choice(genome.gene(firstPlaces[s] + b) - 1));
            }
            stages.add(blocks);
        }
        return new Architecture(space.resolutions().get(genome.gene(0)), stages);
    }
}
