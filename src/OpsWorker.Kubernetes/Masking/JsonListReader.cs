using System.Text.Json;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>Reads a JSON object that has a list under <c>items</c> or <c>series</c>, one item at a time.</summary>
internal sealed class JsonListReader(ReadOnlyMemory<byte> json)
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 256 };

    private JsonReaderState _state = new(s_options);
    private int _position;
    private bool _begun;

    /// <summary>True if the JSON is an object with such a list.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static bool IsList(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, s_options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var named = IsItems(ref reader);
            reader.Read();
            found |= named && reader.TokenType == JsonTokenType.StartArray;
            reader.Skip();
        }

        // Content after the object would not be JSON.
        reader.Read();
        return found;
    }

    /// <summary>The next field of the object; false at its end.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="value">Its JSON; null where it is the list, whose items are then to be read.</param>
    public bool NextField(out string field, out ReadOnlyMemory<byte>? value)
    {
        (field, value) = ("", null);
        var reader = new Utf8JsonReader(json.Span[_position..], isFinalBlock: true, _state);
        if (!_begun) reader.Read();
        _begun = true;
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName) return false;
        field = reader.GetString()!;
        var isItems = IsItems(ref reader);
        reader.Read();
        if (!isItems || reader.TokenType != JsonTokenType.StartArray) value = Skip(ref reader);
        Keep(ref reader);
        return true;
    }

    /// <summary>The next item of the list; false at its end.</summary>
    public bool NextItem(out ReadOnlyMemory<byte> item)
    {
        item = default;
        var reader = new Utf8JsonReader(json.Span[_position..], isFinalBlock: true, _state);
        reader.Read();
        var more = reader.TokenType != JsonTokenType.EndArray;
        if (more) item = Skip(ref reader);
        Keep(ref reader);
        return more;
    }

    private static bool IsItems(ref Utf8JsonReader reader) => reader.ValueTextEquals("items"u8) || reader.ValueTextEquals("series"u8);

    private ReadOnlyMemory<byte> Skip(ref Utf8JsonReader reader)
    {
        var start = _position + (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(_position + (int)reader.BytesConsumed)];
    }

    private void Keep(ref Utf8JsonReader reader)
    {
        _position += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }
}
