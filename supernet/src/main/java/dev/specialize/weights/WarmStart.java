package dev.specialize.weights;

import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Map;

/**
 * Weights of a supernet that training starts from, made from a donor's: as they are where the places are the same, else
 * remapped so that what the donor computes is kept wherever the space has room for it.
 *
 * <ul>
 *   <li>Other classes: their rows of the classifier are fresh. Classes are known by their names, where those are known;
 *       without names all are others if their number is another.
 *   <li>Images of another number of channels: kernels are summed over the old and shared out among the new.
 *   <li>Wider: channels are copied and their consumers' weights shared out (Net2WiderNet, arXiv:1511.05641), band by band
 *       of the elastic expansions, so that smaller choices keep what they compute too. Where the donor has no bands,
 *       expanded channels come in the order of their importance.
 *   <li>Deeper: copies of the stage's last block that begin as the identity (arXiv:2001.02525, Net2DeeperNet).
 *   <li>Larger kernels: zeros around; smaller ones: the donor's kernel transforms, or the centre (arXiv:2001.02525).
 *   <li>Narrower, shallower: the first of each band and stage, the most important ones of expanded channels.
 * </ul>
 *
 * @param counterpart the architecture that computes what the donor's largest network does, if nothing departs from it
 */
public record WarmStart(Weights weights, Inheritance inheritance, Architecture counterpart) {
    /**
     * Makes the weights of a space's supernet whose classes have no known names.
     *
     * @throws IllegalArgumentException if the donor is of another kind than the space; the message says where they differ
     */
    public static WarmStart of(SearchSpace space, Weights fresh, Donor donor) {
        return of(space, List.of(), fresh, donor);
    }

    /**
     * Makes the weights of a space's supernet.
     *
     * @param classes names, in the order of the logits; empty if they are not known
     * @param fresh weights of the space as they would be without a donor, such as {@link InitialWeights#of}; equal ones
     *     give equal results
     * @throws IllegalArgumentException if the donor is of another kind than the space; the message says where they differ
     */
    public static WarmStart of(SearchSpace space, List<String> classes, Weights fresh, Donor donor) {
        requireShapes(space, fresh);
        Anatomy own = Anatomy.of(space);
        Ledger ledger = new Ledger(donor, fresh);
        try {
            new Remapping(space, own, donor.anatomy(), new ClassNames(donor.classes(), classes), ledger).run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    donor.name() + " cannot start " + space.name() + ": " + e.getMessage(), e);
        }
        return new WarmStart(
                ledger.weights(), ledger.inheritance(), new Counterpart(space, own, donor.anatomy()).architecture());
    }

    private static void requireShapes(SearchSpace space, Weights fresh) {
        Map<String, List<Integer>> shapes = WeightShapes.of(space);
        boolean fits = fresh.tensors().keySet().equals(shapes.keySet())
                && shapes.entrySet().stream()
                        .allMatch(shape -> fresh.get(shape.getKey()).shape().equals(shape.getValue()));
        if (!fits) {
            throw new IllegalArgumentException("fresh must be the weights of " + space.name());
        }
    }
}
