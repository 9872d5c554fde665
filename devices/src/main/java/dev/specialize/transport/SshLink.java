package dev.specialize.transport;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * A machine that the user's own OpenSSH client reaches, with the user's settings and keys. It never asks anything, and
 * never trusts a host that is not known yet.
 */
final class SshLink implements Link {
    /** Names a file of ssh's settings to use instead of the user's own, as {@code ssh -F} does. */
    static final String CONFIG = "SPECIALIZE_SSH_CONFIG";

    /** The status with which ssh says that it, not the command, failed. */
    private static final int SSH_FAILED = 255;

    private static final List<String> OPTIONS = List.of(
            "BatchMode=yes",
            "StrictHostKeyChecking=yes",
            "ConnectTimeout=10",
            "ServerAliveInterval=5",
            "ServerAliveCountMax=3",
            "ClearAllForwardings=yes");

    private final DeviceAddress.Ssh address;
    private final Map<String, String> environment;

    SshLink(DeviceAddress.Ssh address, Map<String, String> environment) {
        this.address = address;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return address.toString();
    }

    @Override
    public String cacheFolder() {
        return "${XDG_CACHE_HOME:-$HOME/.cache}";
    }

    @Override
    public ChildProcess start(String script) {
        Require.that(!script.contains("'"), "script", "must hold no single quote", script);
        List<String> command = new ArrayList<>(List.of("ssh", "-T"));
        if (environment.containsKey(CONFIG)) {
            command.addAll(List.of("-F", environment.get(CONFIG)));
        }
        OPTIONS.forEach(option -> command.addAll(List.of("-o", option)));
        address.user().ifPresent(user -> command.addAll(List.of("-l", user)));
        address.port().ifPresent(port -> command.addAll(List.of("-p", port.toString())));
        // the login shell may be any; what it makes of single quotes is the same for all
        command.addAll(List.of("--", address.host(), "exec sh -c '" + script + "'"));
        try {
            return ChildProcess.start(command, environment);
        } catch (IOException e) {
            throw new DeviceException(
                    "Cannot start ssh, which reaches " + name() + ". Maybe install Debian's openssh-client.", e);
        }
    }

    @Override
    public void send(PayloadFile file, String to, Duration limit) {
        String what = "write " + to;
        try (ChildProcess process = start("LC_ALL=C; export LC_ALL; cat > " + to)) {
            boolean taken = process.within(limit, () -> copied(file, process));
            int status = process.status();
            failure(status, process.errors()).ifPresent(failure -> {
                throw failure;
            });
            if (status != 0 || !taken) {
                throw Shell.failed(this, what, status, process.errors());
            }
        } catch (TimeoutException e) {
            throw new ConnectionLostException(
                    "Copying the runner to " + name() + " took longer than " + limit.toMinutes() + " min", e);
        } catch (IOException e) {
            throw new ConnectionLostException(name() + " was lost: " + e.getMessage(), e);
        }
    }

    /** False if the other side stopped reading; its exit status and its words then tell why. */
    private static boolean copied(PayloadFile file, ChildProcess process) {
        try (InputStream in = file.source().open()) {
            in.transferTo(process.input());
            process.input().close();
            // ssh still has megabytes to send when it has taken the last of them
            process.output().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    @Override
    public Optional<DeviceException> failure(int status, String errors) {
        return status == SSH_FAILED ? Optional.of(failure(errors)) : Optional.empty();
    }

    private DeviceException failure(String errors) {
        String host = address.host();
        String login = "ssh " + address.port().map(p -> "-p " + p + " ").orElse("")
                + address.user().map(u -> u + "@").orElse("") + host;
        if (errors.contains("IDENTIFICATION HAS CHANGED")) {
            return new DeviceException("The key of " + name()
                    + " is not the one that is known of it: it was set up anew,"
                    + " or it is another machine. If you know why, forget the old key with: ssh-keygen -R " + known()
                    + ", then log in once with: " + login);
        }
        if (errors.contains("Host key verification failed") || errors.contains("host key is known for")) {
            return new DeviceException("The key of " + name()
                    + " is not known. Maybe log in once, and compare the fingerprint, with: " + login);
        }
        if (errors.contains("Permission denied")) {
            return new DeviceException(name() + " refuses the keys that ssh offers. Maybe put yours there with:"
                    + " ssh-copy-id " + login.substring("ssh ".length()));
        }
        if (errors.contains("Could not resolve hostname")) {
            return new ConnectionLostException(
                    "There is no host " + host + ". Maybe it is off, misspelt, or known in another network.");
        }
        if (errors.contains("Connection refused")) {
            return new ConnectionLostException(
                    name() + " refuses connections. Maybe its ssh server does not run, or has another port.");
        }
        if (errors.contains("timed out") || errors.contains("No route to host") || errors.contains("unreachable")) {
            return new ConnectionLostException(
                    name() + " does not answer. Maybe it is off, asleep or in another network.");
        }
        return new ConnectionLostException("The connection to " + name() + " was lost" + Printable.said(errors));
    }

    /** As the list of known hosts calls it. */
    private String known() {
        return address.port().map(p -> "[" + address.host() + "]:" + p).orElse(address.host());
    }
}
