package dev.specialize.specialization;

import dev.specialize.images.ImageSet;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.predictor.PredictorQuality;
import dev.specialize.supernet.Supernet;
import java.util.Optional;

/**
 * A supernet's validation images in two halves, so that what is said of a subnet never rests on images that candidates
 * were evaluated on: a subnet that was lucky with some is not with others.
 *
 * @param choosing to evaluate candidates on
 * @param reporting to say how good the chosen one is
 */
record ValidationHalves(ImageSet choosing, ImageSet reporting) {
    private static final int FEWEST_IMAGES = 4;

    /** Share of the variance of an accuracy on some images that is not common to all subnets of a supernet, or more. */
    private static final double OWN_SHARE = 0.5;

    /** @return nothing if the supernet has too few images */
    static Optional<ValidationHalves> of(Supernet supernet) {
        return supernet.validation()
                .filter(all -> all.count() >= FEWEST_IMAGES)
                .map(all -> new ValidationHalves(
                        all.range(0, all.count() / 2), all.range(all.count() / 2, all.count() - all.count() / 2)));
    }

    /** Whether an evaluation tells more of a subnet than a predictor that knows how good it is. */
    boolean tellMoreThan(PredictorModel model, double accuracy) {
        double deviation = Math.sqrt(OWN_SHARE * accuracy * (1 - accuracy) / choosing.count());
        return model.quality()
                .map(PredictorQuality::rmse)
                .filter(rmse -> deviation < rmse)
                .isPresent();
    }

    /** A supernet that knows of no images but those to report on. */
    Supernet reported(Supernet supernet) {
        return new Supernet(
                supernet.folder(),
                supernet.manifest(),
                supernet.space(),
                supernet.weights(),
                supernet.calibration(),
                Optional.of(reporting));
    }
}
