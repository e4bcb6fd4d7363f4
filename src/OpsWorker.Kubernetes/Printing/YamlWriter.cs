using System.Text.Json;
using OpsWorker.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>Writes JSON as YAML.</summary>
public static class YamlWriter
{
    /// <summary>The value as one YAML document, keys in order of the alphabet as kubectl does.</summary>
    public static string Write(JsonElement value) =>
        Write(value, fields => fields.OrderBy(f => f.Name, StringComparer.Ordinal), new EmitterSettings());

    /// <summary>The value as one YAML document, keys in the order of the JSON.</summary>
    public static string WriteInOrder(JsonElement value) => Write(value, fields => fields, new EmitterSettings().WithIndentedSequences());

    private static string Write(
        JsonElement value, Func<IEnumerable<JsonProperty>, IEnumerable<JsonProperty>> order, EmitterSettings settings)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Write(emitter, value, order);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Write(
        Emitter emitter, JsonElement value, Func<IEnumerable<JsonProperty>, IEnumerable<JsonProperty>> order)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart());
                foreach (var field in order(value.EnumerateObject()))
                {
                    WriteText(emitter, field.Name);
                    Write(emitter, field.Value, order);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                var sequence = value.GetArrayLength() == 0 ? SequenceStyle.Flow : SequenceStyle.Block;
                emitter.Emit(new SequenceStart(null, null, isImplicit: true, sequence));
                foreach (var item in value.EnumerateArray()) Write(emitter, item, order);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                WriteText(emitter, value.GetString()!);
                break;
            default:
                emitter.Emit(new Scalar(null, null, value.GetRawText(), ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
                break;
        }
    }

    /// <summary>Quotes text that YAML would read as another type, and several lines as a block if none needs escapes.</summary>
    private static void WriteText(Emitter emitter, string text)
    {
        var style = IsBlock(text) ? ScalarStyle.Literal
            : IsPlain(text) ? ScalarStyle.Plain
            : ScalarStyle.DoubleQuoted;
        emitter.Emit(
            new Scalar(null, null, text, style, isPlainImplicit: style == ScalarStyle.Plain, isQuotedImplicit: style != ScalarStyle.Plain));
    }

    private static bool IsBlock(string text) => text.Contains('\n', StringComparison.Ordinal) && VisibleText.Lines(text) == text;

    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
        && text.ToLowerInvariant() is not ("true" or "false" or "yes" or "no" or "on" or "off" or "null" or "y" or "n");
}
