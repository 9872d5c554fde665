package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.ArrayList;
import java.util.List;

/** The smallest changes of a genome: another resolution, another block at a place, another depth of a stage. */
final class Moves {
    private final GenomeCodec codec;

    Moves(GenomeCodec codec) {
        this.codec = codec;
    }

    /**
     * One change.
     *
     * @param position whose gene changes
     * @param value the new gene
     * @param filling gene of the places that a greater depth adds; 0 if there are none
     */
    record Move(int position, int value, int filling) {}

    List<Move> of(Genome genome) {
        List<Move> moves = new ArrayList<>();
        for (int p = 0; p < genome.length(); p++) {
            boolean depth = codec.isDepth(p);
            boolean empty = codec.isPlace(p) && genome.gene(p) == 0;
            for (int v = codec.isPlace(p) ? 1 : 0; v < codec.values(p) && !empty; v++) {
                if (v == genome.gene(p)) {
                    continue;
                }
                if (depth && v > genome.gene(p)) {
                    addDeeper(moves, p, v);
                } else {
                    moves.add(new Move(p, v, 0));
                }
            }
        }
        return moves;
    }

    private void addDeeper(List<Move> moves, int position, int depthGene) {
        int choices = codec.stageAt(position).choicesPerBlock();
        for (int filling = 1; filling <= choices; filling++) {
            moves.add(new Move(position, depthGene, filling));
        }
    }

    /** Whether the change of one may alter what the other costs: within one stage, or at another resolution. */
    boolean touchSameLayers(Move move, Move other) {
        return move.position() == 0
                || other.position() == 0
                || codec.stageIndexAt(move.position()) == codec.stageIndexAt(other.position());
    }

    Genome applied(Move move, Genome genome) {
        int[] genes = genome.toGenes();
        apply(move, genes);
        return new Genome(genes);
    }

    /** The genome after both, whose positions differ; a place that one of them empties stays empty. */
    Genome applied(Move move, Move other, Genome genome) {
        int[] genes = genome.toGenes();
        apply(move, genes);
        apply(other, genes);
        codec.empty(genes);
        return new Genome(genes);
    }

    private void apply(Move move, int[] genes) {
        genes[move.position()] = move.value();
        if (!codec.isDepth(move.position())) {
            return;
        }
        int stage = move.position() - 1;
        int first = codec.firstPlace(stage);
        for (int p = first; p < first + codec.depth(stage, move.value()); p++) {
            genes[p] = genes[p] == 0 ? move.filling() : genes[p];
        }
        codec.empty(genes);
    }
}
