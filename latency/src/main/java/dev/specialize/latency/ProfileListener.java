package dev.specialize.latency;

/** Hears how far a measurement is. */
public interface ProfileListener {
    ProfileListener NOOP = new ProfileListener() {
        @Override
        public void progressed(ProfileProgress progress) {}

        @Override
        public void noted(String message) {}
    };

    /** After each model that was timed. */
    void progressed(ProfileProgress progress);

    /** Something that a person should know, in a sentence. */
    void noted(String message);
}
