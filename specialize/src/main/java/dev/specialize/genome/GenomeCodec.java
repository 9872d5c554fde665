package dev.specialize.genome;

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
 * <p>Position 0 holds the resolution's index; positions 1 to S the index of each stage's depth; S + 1 to 2 S the index of
 * each stage's distinct width; then come the places of all stages at full depth, each 0 where no block stands and 1 + the
 * stage's choice index where one does.
 */
public final class GenomeCodec {
    private final SearchSpace space;
    private final List<List<Integer>> widths;
    private final int[] firstPlaces;
    private final int[] stageOfPosition;

    public GenomeCodec(SearchSpace space) {
        this.space = space;
        this.widths = space.stages().stream().map(Stage::distinctWidths).toList();
        this.firstPlaces = firstPlaces(space);
        this.stageOfPosition = new int[firstPlaces[stages()]];
        for (int s = 0; s < stages(); s++) {
            stageOfPosition[depthPosition(s)] = s;
            stageOfPosition[widthPosition(s)] = s;
            Arrays.fill(stageOfPosition, firstPlaces[s], firstPlaces[s + 1], s);
        }
    }

    private static int[] firstPlaces(SearchSpace space) {
        int count = space.stages().size();
        int[] first = new int[count + 1];
        first[0] = 1 + 2 * count;
        for (int s = 0; s < count; s++) {
            first[s + 1] = first[s] + space.stages().get(s).maxDepth();
        }
        return first;
    }

    public SearchSpace space() {
        return space;
    }

    /** Number of positions of every genome. */
    public int length() {
        return stageOfPosition.length;
    }

    public int stages() {
        return space.stages().size();
    }

    public int resolutions() {
        return space.resolutions().size();
    }

    public int depthPosition(int stage) {
        return 1 + stage;
    }

    public int widthPosition(int stage) {
        return 1 + stages() + stage;
    }

    /** The position of a stage's first block; that of stage S is the genome's length. */
    public int firstPlace(int stage) {
        return firstPlaces[stage];
    }

    /** The index of the stage that a position past 0 belongs to. */
    public int stageIndexAt(int position) {
        return stageOfPosition[position];
    }

    public Stage stageAt(int position) {
        return space.stages().get(stageOfPosition[position]);
    }

    public boolean isDepth(int position) {
        return position > 0 && position <= stages();
    }

    public boolean isWidth(int position) {
        return position > stages() && position < firstPlaces[0];
    }

    public boolean isPlace(int position) {
        return position >= firstPlaces[0];
    }

    /** The number of different values at a position, the empty place included. */
    public int values(int position) {
        if (position == 0) {
            return resolutions();
        }
        if (isPlace(position)) {
            return 1 + stageAt(position).choicesPerBlock();
        }
        return isDepth(position) ? stageAt(position).depths().size() : widths(stageOfPosition[position]);
    }

    /** Number of different widths of a stage. */
    public int widths(int stage) {
        return widths.get(stage).size();
    }

    /** The width, before the multiplier, of a stage whose width gene is {@code gene}. */
    public int width(int stage, int gene) {
        return widths.get(stage).get(gene);
    }

    /** Number of blocks of a stage whose depth gene is {@code gene}. */
    public int depth(int stage, int gene) {
        return space.stages().get(stage).depths().get(gene);
    }

    /**
     * The genome of genes whose active places are all filled; genes at other places are ignored.
     *
     * @param genes left as they are
     */
    public Genome canonical(int[] genes) {
        int[] clean = genes.clone();
        empty(clean);
        return new Genome(clean);
    }

    /** Empties the places past each stage's depth. */
    public void empty(int[] genes) {
        for (int s = 0; s < stages(); s++) {
            for (int p = firstPlaces[s] + depth(s, genes[depthPosition(s)]); p < firstPlaces[s + 1]; p++) {
                genes[p] = 0;
            }
        }
    }

    /** @param architecture of the space */
    public Genome encode(Architecture architecture) {
        int[] genes = new int[length()];
        genes[0] = space.resolutions().indexOf(architecture.resolution());
        for (int s = 0; s < stages(); s++) {
            Stage stage = space.stages().get(s);
            List<BlockChoice> blocks = architecture.stages().get(s);
            genes[depthPosition(s)] = stage.depths().indexOf(blocks.size());
            if (!architecture.widths().isEmpty()) {
                genes[widthPosition(s)] =
                        widths.get(s).indexOf(architecture.widths().get(s));
            }
            for (int b = 0; b < blocks.size(); b++) {
                genes[firstPlaces[s] + b] = 1 + stage.indexOf(blocks.get(b));
            }
        }
        return new Genome(genes);
    }

    /** @throws IllegalArgumentException if the architecture is not in the space; the message says where */
    public Genome encodeChecked(Architecture architecture) {
        space.requireContains(architecture);
        return encode(architecture);
    }

    public Architecture decode(Genome genome) {
        List<Integer> chosen = new ArrayList<>();
        List<List<BlockChoice>> stages = new ArrayList<>();
        for (int s = 0; s < stages(); s++) {
            chosen.add(width(s, genome.gene(widthPosition(s))));
            List<BlockChoice> blocks = new ArrayList<>();
            int depth = depth(s, genome.gene(depthPosition(s)));
            for (int b = 0; b < depth; b++) {
                blocks.add(space.stages().get(s).choice(genome.gene(firstPlaces[s] + b) - 1));
            }
            stages.add(blocks);
        }
        return new Architecture(space.resolutions().get(genome.gene(0)), space.elastic(chosen), stages);
    }
}
