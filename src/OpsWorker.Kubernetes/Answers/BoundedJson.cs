using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>A JSON text that holds as many whole items as its budget allows.</summary>
/// <param name="Content">The text, valid JSON however small the budget.</param>
/// <param name="OmittedBytes">The size of the omitted items.</param>
/// <param name="OmittedItems">Their number.</param>
internal readonly record struct BoundedJson(string Content, long OmittedBytes, int OmittedItems)
{
    /// <summary>Writes <c>before[item,…]after</c>. The first item that does not fit and all later ones are omitted.</summary>
    public static BoundedJson Write(string before, IEnumerable<ReadOnlyMemory<byte>> items, string after, int? maxBytes)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        buffer.Write(Encoding.UTF8.GetBytes(before + "["));
        var end = Encoding.UTF8.GetBytes("]" + after);
        var first = true;
        var (omitted, count) = (0L, 0);
        foreach (var item in items)
        {
            var size = item.Length + (first ? 0 : 1);
            if (omitted > 0 || buffer.WrittenCount + size + end.Length > (maxBytes ?? int.MaxValue))
            {
                omitted += item.Length + 1;
                count++;
                continue;
            }

            if (!first) buffer.Write(","u8);
            buffer.Write(item.Span);
            first = false;
        }

        buffer.Write(end);
        return new BoundedJson(Encoding.UTF8.GetString(buffer.WrittenSpan), omitted, count);
    }

    /// <summary>Writes a Kubernetes list.</summary>
    public static BoundedJson WriteList(
        string kind, string apiVersion, IEnumerable<ReadOnlyMemory<byte>> items, int? maxBytes) =>
        Write($"{{\"kind\":{Quote(kind)},\"apiVersion\":{Quote(apiVersion)},\"items\":", items, "}", maxBytes);

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
