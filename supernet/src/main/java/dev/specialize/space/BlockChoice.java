package dev.specialize.space;

/**
 * What an architecture chooses for one block.
 *
 * @param kernel size of the depthwise kernel
 * @param expand ratio of middle to input width
 */
public record BlockChoice(int kernel, double expand) {
    @Override
    public String toString() {
        String ratio = expand == Math.rint(expand) ? Integer.toString((int) expand) : Double.toString(expand);
        return "k" + kernel + "e" + ratio;
    }
}
