package dev.specialize.latency;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it hears. */
final class RecordingListener implements ProfileListener {
    private final List<ProfileProgress> progress = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    List<ProfileProgress> progress() {
        return progress;
    }

    List<String> notes() {
        return notes;
    }

    @Override
    public void progressed(ProfileProgress made) {
        progress.add(made);
    }

    @Override
    public void noted(String message) {
        notes.add(message);
    }
}
