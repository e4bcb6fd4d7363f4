using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OpsWorker.Slack.Tests.Pictures;

/// <summary>
/// Makes a picture of text a third as large: 8-bit RGB, as Chromium writes it, becomes a palette of the colours with 16 steps each (PNG
/// specification, sections 9 and 11).
/// </summary>
internal static class PalettePng
{
    private const int Header = 8;
    private const int Rgb = 3;

    /// <summary>The smaller picture.</summary>
    public static byte[] Of(byte[] png)
    {
        var chunks = Chunks(png).ToList();
        var start = chunks.Single(chunk => chunk.Type == "IHDR").Data;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(start), BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(4)));
        start[8..10].ShouldBe([8, 2], "8 bits and RGB were expected.");
        var pixels = Pixels(chunks.Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Data).ToArray(), width * Rgb, height);

        var colours = new Dictionary<int, byte>();
        using var lines = new MemoryStream();
        for (var i = 0; i < pixels.Length; i += Rgb)
        {
            if (i % (width * Rgb) == 0) lines.WriteByte(0);
            var colour = ((pixels[i] >> 4) << 8) | ((pixels[i + 1] >> 4) << 4) | (pixels[i + 2] >> 4);
            if (!colours.TryGetValue(colour, out var index)) colours.Add(colour, index = checked((byte)colours.Count));
            lines.WriteByte(index);
        }

        start[9] = 3;
        byte[] palette = [.. colours.Keys.SelectMany(c => new[] { c >> 8, (c >> 4) & 15, c & 15 }).Select(step => (byte)(step * 17))];
        return
        [
            .. png.AsSpan(0, Header), .. Chunk("IHDR", start), .. Chunk("PLTE", palette), .. Chunk("IDAT", Deflated(lines.ToArray())),
            .. Chunk("IEND", []),
        ];
    }

    private static IEnumerable<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        for (var at = Header; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            yield return (Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }
    }

    private static byte[] Pixels(byte[] compressed, int stride, int height)
    {
        using var stream = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var (line, before, pixels) = (new byte[stride], new byte[stride], new byte[stride * height]);
        for (var y = 0; y < height; y++)
        {
            var filter = stream.ReadByte();
            stream.ReadExactly(line);
            for (var i = 0; i < stride; i++)
            {
                var (left, corner) = i < Rgb ? (0, 0) : (line[i - Rgb], before[i - Rgb]);
                line[i] += (byte)Predicted(filter, left, before[i], corner);
            }

            line.CopyTo(pixels, y * stride);
            (line, before) = (before, line);
        }

        return pixels;
    }

    private static int Predicted(int filter, int left, int above, int corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
        return filter switch
        {
            1 => left,
            2 => above,
            3 => (left + above) / 2,
            4 => toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner,
            _ => 0,
        };
    }

    private static byte[] Deflated(byte[] data)
    {
        using var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.SmallestSize)) stream.Write(data);
        return compressed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4), Crc32(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
