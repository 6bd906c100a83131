package dev.sluice.exports.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.sluice.exports.values.ByteSink;
import dev.sluice.model.export.Compression;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;

/// Encapsulated messages: a mark, the metadata's length, the metadata, and behind it a body.
final class Messages {
    /// Of no length: the stream has ended.
    static final byte[] END = {-1, -1, -1, -1, 0, 0, 0, 0};

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEAD = 8;
    private static final int ALIGNMENT = 8;

    private Messages() {}

    static byte[] schema(List<ArrowColumn> columns) {
        var builder = new FlatBufferBuilder(1024);
        var fields = columns.stream().mapToInt(column -> column.field(builder)).toArray();
        int vector = Schema.createFieldsVector(builder, fields);
        int schema = Schema.createSchema(builder, Endianness.Little, vector, 0, 0);
        return message(builder, MessageHeader.Schema, schema, 0);
    }

    /// Without its body, which follows.
    static byte[] batch(int rows, BatchBody body, Compression compression) {
        var builder = new FlatBufferBuilder(1024);
        var nodes = body.nodes();
        RecordBatch.startNodesVector(builder, nodes.size());
        for (var node : nodes.reversed()) {
            FieldNode.createFieldNode(builder, node.count(), node.nulls());
        }
        int nodeVector = builder.endVector();
        var buffers = body.buffers();
        RecordBatch.startBuffersVector(builder, buffers.size());
        for (var buffer : buffers.reversed()) {
            Buffer.createBuffer(builder, buffer.offset(), buffer.length());
        }
        int bufferVector = builder.endVector();
        int codec =
                compression == Compression.NONE
                        ? 0
                        : BodyCompression.createBodyCompression(
                                builder,
                                BufferCompressor.codec(compression),
                                BodyCompressionMethod.BUFFER);
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rows);
        RecordBatch.addNodes(builder, nodeVector);
        RecordBatch.addBuffers(builder, bufferVector);
        if (codec != 0) {
            RecordBatch.addCompression(builder, codec);
        }
        int batch = RecordBatch.endRecordBatch(builder);
        return message(builder, MessageHeader.RecordBatch, batch, body.bytes().length());
    }

    private static byte[] message(
            FlatBufferBuilder builder, byte kind, int header, long bodyLength) {
        builder.finish(
                Message.createMessage(builder, MetadataVersion.V5, kind, header, bodyLength, 0));
        var metadata = builder.sizedByteArray();
        var message = new ByteSink(HEAD + metadata.length + ALIGNMENT);
        message.put(END);
        message.put(metadata);
        while (message.length() % ALIGNMENT != 0) {
            message.put(0);
        }
        INT.set(message.array(), 4, message.length() - HEAD);
        return message.toBytes();
    }
}
