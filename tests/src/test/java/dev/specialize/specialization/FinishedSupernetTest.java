package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.images.Dataset;
import dev.specialize.images.Frame;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.training.BuiltInRecipes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the images goes into a supernet's folder. */
class FinishedSupernetTest {
    /** Thousands of images that are never decoded: those that are asked for together come as single pixels. */
    private record ManyImages(int size, int channels) implements ImageSource {
        @Override
        public int count() {
            return 5_000;
        }

        @Override
        public int label(int place) {
            return 0;
        }

        @Override
        public Frame frame(int place) {
            throw new UnsupportedOperationException("nothing asks for one");
        }

        @Override
        public ImageSet range(int begin, int count) {
            return new ImageSet(1, 1, new byte[count], new int[count]);
        }

        @Override
        public String fingerprint() {
            return "many";
        }
    }

    @ParameterizedTest(name = "{0} px")
    @CsvSource({"32, 1000, 500", "334, 1000, 500", "847, 155, 155", "1200, 77, 77"})
    void images_of_any_size_fit_their_files(int size, int validation, int calibration) {
        ImageSource images = new ManyImages(size, 3);
        Dataset data = new Dataset(List.of("ant", "bee"), images, images, Optional.empty());
        assertThat(FinishedSupernet.shippedValidation(data).count()).isEqualTo(validation);
        assertThat(BuiltInRecipes.sandwich().calibration(images).count()).isEqualTo(calibration);
    }
}
