package dev.specialize.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** What a reader said while it read; the JDK's fill up what is missing of a JPEG file with grey and only warn. */
final class Complaints implements IIOReadWarningListener {
    private static final String CUT_OFF = "premature end";

    private final List<String> heard = new ArrayList<>();

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        if (warning.toLowerCase(Locale.ROOT).contains(CUT_OFF)) {
            heard.add(warning);
        }
    }

    void requireNone() throws IIOException {
        if (!heard.isEmpty()) {
            throw new IIOException("it is cut off");
        }
    }
}
