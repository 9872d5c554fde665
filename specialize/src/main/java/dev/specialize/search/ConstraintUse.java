package dev.specialize.search;

/**
 * What a subnet takes of one budget, in the resource's unit.
 *
 * @param predicted without margin
 * @param withMargin at most the limit
 */
public record ConstraintUse(Resource resource, double predicted, double withMargin, double limit) {
    /** What is predicted, in three digits with its unit, rounded up. */
    public String described() {
        return resource.roundedUp(predicted);
    }
}
