package dev.specialize.specialization;

/**
 * The 95 % interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953).
 *
 * @param lowest in 0..1
 * @param highest in 0..1
 */
record WilsonInterval(double lowest, double highest) {
    private static final double Z = 1.959963984540054;

    static WilsonInterval of(double share, int count) {
        double spread = Z * Z / count;
        double centre = share + spread / 2;
        double half = Z * Math.sqrt(share * (1 - share) / count + spread / (4 * count));
        return new WilsonInterval((centre - half) / (1 + spread), (centre + half) / (1 + spread));
    }
}
