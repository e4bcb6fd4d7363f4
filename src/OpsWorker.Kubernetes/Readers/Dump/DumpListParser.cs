using System.Text.Json;

namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>
/// Reads a Kubernetes list item by item, so that the complete items of a file that breaks off are kept, as when a disk was
/// full. A bare array of objects is accepted too.
/// </summary>
internal ref struct DumpListParser
{
    private readonly string _file;
    private readonly List<JsonElement> _items = [];
    private Utf8JsonReader _reader;
    private string? _kind;
    private string? _apiVersion;
    private bool _hasItems;

    private DumpListParser(string file, ReadOnlySpan<byte> json)
    {
        _file = file;
        _reader = new Utf8JsonReader(json);
    }

    public static DumpList Parse(string file, ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        var parser = new DumpListParser(file, json);
        return parser.Parse();
    }

    private DumpList Parse()
    {
        try
        {
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.StartArray) ReadItems();
            else if (_reader.TokenType == JsonTokenType.StartObject) ReadList();
            return Result(_hasItems ? null : $"{_file} is no list: it has no array of items.");
        }
        catch (JsonException e)
        {
            return Result(_hasItems
                ? $"{_file} breaks off after {_items.Count} items: {e.Message}"
                : $"{_file} is not JSON: {e.Message}");
        }
    }

    private readonly DumpList Result(string? problem) => new(_file, _kind, _apiVersion, _items, problem);

    private void ReadList()
    {
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString();
            _reader.Read();
            if (name == "kind" && _reader.TokenType == JsonTokenType.String) _kind = _reader.GetString();
            else if (name == "apiVersion" && _reader.TokenType == JsonTokenType.String) _apiVersion = _reader.GetString();
            else if (name == "items" && _reader.TokenType == JsonTokenType.StartArray) ReadItems();
            else if (name == "items" && _reader.TokenType == JsonTokenType.Null) _hasItems = true;
            else _reader.Skip();
        }
    }

    private void ReadItems()
    {
        _hasItems = true;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            var item = JsonElement.ParseValue(ref _reader);
            if (item.ValueKind == JsonValueKind.Object) _items.Add(item);
        }
    }
}
