package dev.sluice.embedded.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

class JoinedUploadTest {
    private static final String KEY = "a/b/part-00000.csv";

    @TempDir Path buckets;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private Path directory;
    private JoinedUpload upload;

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(buckets.resolve("bucket"));
        directory = buckets.resolve(UUID.randomUUID().toString());
        upload = JoinedUpload.begin(directory, "bucket", KEY);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void keepsPartsOfOneSizeInTheFileThatBecomesTheObject() throws Exception {
        for (int number : new int[] {2, 1, 3, 5, 4}) {
            write(number, bytes(number, 1000));
        }
        write(6, bytes(6, 17));

        assertThat(files()).containsExactlyInAnyOrder("joined", "parts");
        assertThat(completed(6)).isEqualTo(joined(5, 1000, bytes(6, 17)));
    }

    @Test
    void putsPartsThatCameBeforeTheirPlaceWasKnownInOrderAtTheEnd() throws Exception {
        write(3, bytes(3, 10));
        write(1, bytes(1, 5000));
        write(2, bytes(2, 7000));

        assertThat(completed(3))
                .isEqualTo(concatenated(bytes(1, 5000), bytes(2, 7000), bytes(3, 10)));
    }

    @Test
    void takesTheLastOfSeveralPartsOfOneNumber() throws Exception {
        write(1, bytes(1, 300));
        write(2, bytes(2, 300));
        write(1, bytes(7, 200));

        assertThat(upload.list()).extracting(Part::size).containsExactly(200L, 300L);
        assertThat(completed(2)).isEqualTo(concatenated(bytes(7, 200), bytes(2, 300)));
    }

    @Test
    void leavesOutPartsThatAreNotNamed() throws Exception {
        write(1, bytes(1, 300));
        write(2, bytes(2, 300));
        write(3, bytes(3, 300));

        upload.complete(List.of(1, 2), object());

        assertThat(Files.readAllBytes(target())).isEqualTo(joined(2, 300));
    }

    @Test
    void refusesToCompleteWithAPartThatNeverCameAndGoesOn() throws Exception {
        write(1, bytes(1, 300));

        assertThatThrownBy(() -> upload.complete(List.of(1, 2), object()))
                .isInstanceOf(S3Exception.class);

        write(2, bytes(2, 300));
        assertThat(completed(2)).isEqualTo(joined(2, 300));
    }

    @Test
    void forgetsAPartThatBrokeOff() throws Exception {
        write(1, bytes(1, 300));

        assertThatThrownBy(
                        () -> upload.write(2, 300, null, new ByteArrayInputStream(bytes(9, 299))))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(
                        () -> upload.write(2, 300, null, new ByteArrayInputStream(bytes(9, 301))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> upload.write(2, 9, "AAAA", new ByteArrayInputStream(bytes(9, 9))))
                .isInstanceOf(S3Exception.class);

        assertThat(upload.list()).hasSize(1);
        write(2, bytes(2, 300));
        assertThat(files()).containsExactlyInAnyOrder("joined", "parts");
        assertThat(completed(2)).isEqualTo(joined(2, 300));
    }

    @Test
    void answersWithTheMd5ThatWasAnnounced() throws Exception {
        var content = bytes(1, 300);
        var md5 = MessageDigest.getInstance("MD5").digest(content);
        var announced = Base64.getEncoder().encodeToString(md5);

        var etag = upload.write(1, 300, announced, new ByteArrayInputStream(content));

        assertThat(etag).isEqualTo(HexFormat.of().formatHex(md5));
    }

    @Test
    void answersWithAnotherTagWhereOneBitIsAnother() throws Exception {
        var content = bytes(1, 300);
        var before = write(1, content);

        content[150] ^= 1;

        assertThat(write(1, content)).hasSize(before.length()).isNotEqualTo(before);
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        write(2, bytes(2, 300));
        write(4, bytes(4, 20));
        Files.writeString(directory.resolve("parts"), "3 600 30", StandardOpenOption.APPEND);

        upload = JoinedUpload.load(directory);

        assertThat(upload.isFor("bucket", KEY)).isTrue();
        assertThat(upload.isFor("bucket", "another")).isFalse();
        assertThat(upload.list()).extracting(Part::partNumber).containsExactly(2, 4);
        write(1, bytes(1, 300));
        write(3, bytes(3, 300));
        assertThat(completed(4)).isEqualTo(joined(3, 300, bytes(4, 20)));
    }

    @Test
    void hasEndedForOneWhoFindsItsFileMoved() throws Exception {
        write(1, bytes(1, 300));
        completed(1);

        upload = JoinedUpload.load(directory);

        assertThat(upload.list()).isEmpty();
        assertThatThrownBy(() -> write(2, bytes(2, 300))).isInstanceOf(NoSuchUploadException.class);
    }

    @Test
    void neverLetsALatePartIntoTheObject() throws Exception {
        write(1, bytes(1, 1000));
        write(2, bytes(2, 1000));
        var late = new PausedStream(bytes(9, 1000));
        var writing = threads.submit(() -> upload.write(3, 1000, null, late));
        late.awaitRead();

        upload.complete(List.of(1, 2), object());
        upload.end();
        late.goOn();

        assertThatThrownBy(writing::get).hasCauseInstanceOf(NoSuchUploadException.class);
        assertThat(Files.readAllBytes(target())).isEqualTo(joined(2, 1000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void holdsWhateverOrderSizesAndRepetitionsPartsComeIn(long seed) throws Exception {
        var random = new Random(seed);
        int count = 1 + random.nextInt(12);
        var contents = new ArrayList<byte[]>();
        var writes = new ArrayList<Callable<String>>();
        for (int number = 1; number <= count; number++) {
            int length = seed % 2 == 0 && number < count ? 4096 : 1 + random.nextInt(9000);
            var content = bytes(seed * 100 + number, length);
            contents.add(content);
            int n = number;
            for (int i = random.nextInt(4) == 0 ? 0 : 1; i < 2; i++) {
                writes.add(() -> write(n, content));
            }
        }
        Collections.shuffle(writes, random);

        for (var written : threads.invokeAll(writes)) {
            written.get();
        }

        assertThat(completed(count)).isEqualTo(concatenated(contents.toArray(byte[][]::new)));
    }

    private String write(int number, byte[] content) throws IOException {
        return upload.write(number, content.length, null, new ByteArrayInputStream(content));
    }

    private byte[] completed(int count) throws IOException {
        var numbers = new ArrayList<Integer>();
        for (int number = 1; number <= count; number++) {
            numbers.add(number);
        }
        upload.complete(numbers, object());
        return Files.readAllBytes(target());
    }

    private ObjectFile object() {
        var request = CreateMultipartUploadRequest.builder().bucket("bucket").key(KEY).build();
        return new ObjectFile(buckets.resolve("bucket"), request, null);
    }

    private Path target() {
        return buckets.resolve("bucket").resolve(KEY);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static byte[] bytes(long seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(int parts, int length, byte[]... more) {
        var all = new ByteArrayOutputStream();
        for (int number = 1; number <= parts; number++) {
            all.writeBytes(bytes(number, length));
        }
        all.writeBytes(concatenated(more));
        return all.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /// Gives nothing before it is told to.
    private static final class PausedStream extends InputStream {
        private final InputStream content;
        private final CountDownLatch read = new CountDownLatch(1);
        private final CountDownLatch told = new CountDownLatch(1);

        PausedStream(byte[] content) {
            this.content = new ByteArrayInputStream(content);
        }

        void awaitRead() throws InterruptedException {
            read.await();
        }

        void goOn() {
            told.countDown();
        }

        @Override
        public int read() throws IOException {
            pause();
            return content.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            pause();
            return content.read(to, offset, length);
        }

        private void pause() throws IOException {
            read.countDown();
            try {
                told.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
