package dev.specialize.transport;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a device is: {@code local}, {@code ssh://[user@]host[:port]} or {@code adb:SERIAL}. Parts of it become words of
 * commands, so what could be taken for an option or for several words is refused.
 */
public sealed interface DeviceAddress {
    /** The machine that runs this program. */
    record Local() implements DeviceAddress {
        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.local();
        }

        @Override
        public String toString() {
            return LOCAL;
        }
    }

    /**
     * A machine that the user's own {@code ssh} reaches.
     *
     * @param user empty for the one that ssh's settings name
     * @param host a name, one of ssh's settings, or an address; one of IPv6 without brackets
     * @param port empty for the one that ssh's settings name
     */
    record Ssh(Optional<String> user, String host, Optional<Integer> port) implements DeviceAddress {
        private static final Pattern FORM =
                Pattern.compile("ssh://(?:([^@/]*)@)?(?:\\[([^\\]@/]*)\\]|([^:@/\\[\\]]*))(?::([0-9]{1,5}))?/?");
        private static final String USER = "[A-Za-z0-9_][A-Za-z0-9._-]{0,63}";
        private static final String HOST = "[A-Za-z0-9_][A-Za-z0-9._-]{0,252}";
        private static final String IPV6 = "(?=.*:)[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}";
        private static final int MOST_PORT = 65535;

        public Ssh {
            user.ifPresent(u -> Require.that(
                    u.matches(USER), "user", "must be letters, digits, dots, dashes and underscores", shown(u)));
            Require.that(host.matches(HOST + "|" + IPV6), "host", "must be a host name or an address", shown(host));
            port.ifPresent(p -> Require.that(p >= 1 && p <= MOST_PORT, "port", "must be from 1 to " + MOST_PORT, p));
        }

        private static Ssh of(String text) {
            Matcher parts = FORM.matcher(text);
            Require.that(
                    parts.matches(), "address", "must be local, ssh://[user@]host[:port] or adb:SERIAL", shown(text));
            String bracketed = parts.group(2);
            return new Ssh(
                    Optional.ofNullable(parts.group(1)),
                    bracketed == null ? parts.group(3) : bracketed,
                    Optional.ofNullable(parts.group(4)).map(Integer::valueOf));
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.ssh(this);
        }

        @Override
        public String toString() {
            String at = user.map(u -> u + "@").orElse("");
            String there = host.contains(":") ? "[" + host + "]" : host;
            return "ssh://" + at + there + port.map(p -> ":" + p).orElse("");
        }
    }

    /**
     * A telephone or board that the user's own {@code adb} reaches.
     *
     * @param serial as {@code adb devices} lists it
     */
    record Adb(String serial) implements DeviceAddress {
        private static final String SCHEME = "adb:";
        private static final String SERIAL = "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}";

        public Adb {
            Require.that(serial.matches(SERIAL), "serial", "must be one that adb devices lists", shown(serial));
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.adb(this);
        }

        @Override
        public String toString() {
            return SCHEME + serial;
        }
    }

    /** What to do with each kind of address. */
    interface Visitor<T> {
        T local();

        T ssh(Ssh address);

        T adb(Adb address);
    }

    String LOCAL = "local";

    <T> T visit(Visitor<T> visitor);

    /** @throws IllegalArgumentException if the text is no address; the message says what one looks like */
    static DeviceAddress parse(String text) {
        if (text.equals(LOCAL)) {
            return new Local();
        }
        return text.startsWith(Adb.SCHEME) ? new Adb(text.substring(Adb.SCHEME.length())) : Ssh.of(text);
    }

    private static String shown(String text) {
        return "'" + Printable.line(text, 100) + "'";
    }
}
