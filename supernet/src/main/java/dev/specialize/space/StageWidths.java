package dev.specialize.space;

/**
 * The widths that a stage's blocks depend on, before the width multiplier.
 *
 * @param before of the stage before; of no meaning for the first stage
 * @param own of the stage
 */
public record StageWidths(int before, int own) {}
