using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace OpsWorker.Scenarios.Reading;

/// <summary>Reads YAML as JSON, with the types that kubectl gives to plain words: booleans, numbers and null.</summary>
internal static class YamlJson
{
    private static readonly string[] s_null = ["", "~", "null"];

    public static JsonNode? Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode);
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(c.Key.ToString(), Convert(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } scalar => Plain(scalar.Value!),
        YamlScalarNode scalar => scalar.Value,
        _ => throw new FormatException($"A {node.NodeType} is not supported."),
    };

    private static JsonNode? Plain(string text)
    {
        if (s_null.Contains(text)) return null;
        if (bool.TryParse(text, out var boolean)) return boolean;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        const NumberStyles number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return char.IsAsciiDigit(text[^1]) && double.TryParse(text, number, CultureInfo.InvariantCulture, out var value) ? value : text;
    }
}
