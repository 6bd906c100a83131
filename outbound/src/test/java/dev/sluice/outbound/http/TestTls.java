package dev.sluice.outbound.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An issuer that a test made itself, and certificates that it signed.
final class TestTls {
    private static final String PASSWORD = "only-for-tests";

    private final Path folder;

    TestTls(Path folder) {
        this.folder = folder;
        keytool("issuer", "-ext", "bc:c");
    }

    /// What a receiver listens with.
    ///
    /// @param names as keytool's `san` takes them, such as `dns:receiver.example.org`
    /// @param validity further arguments, such as `-startdate`, `-10d`
    SSLContext server(String alias, String names, String... validity) {
        var arguments = new ArrayList<>(List.of("-signer", "issuer", "-ext", "san=" + names));
        arguments.addAll(List.of(validity));
        keytool(alias, arguments.toArray(new String[0]));
        try {
            var all = store();
            var one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            var password = PASSWORD.toCharArray();
            one.setKeyEntry(
                    alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(one, password);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a client trusts: the issuer.
    SSLContext client() {
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("issuer", store().getCertificate("issuer"));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(keys().toFile(), PASSWORD.toCharArray());
    }

    private Path keys() {
        return folder.resolve("keys.p12");
    }

    private void keytool(String alias, String... more) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1",
                                "-genkeypair",
                                "-alias",
                                alias,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + alias,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                keys().toString()));
        command.addAll(List.of(more));
        var log = folder.resolve(alias + ".log");
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
