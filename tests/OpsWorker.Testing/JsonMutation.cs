using System.Text;
using System.Text.Json.Nodes;

namespace OpsWorker.Testing;

/// <summary>
/// Changes JSON at random, alike for the same seed: values of other types and sizes, fields lost or doubled, broken bytes.
/// </summary>
public static class JsonMutation
{
    private const int MaxChanges = 4;

    public static byte[] Of(string json, int seed)
    {
        var random = new Random(seed);
        var root = JsonNode.Parse(json)!;
        for (var changes = random.Next(1, MaxChanges + 1); changes > 0; changes--) Change(root, random);
        var bytes = Encoding.UTF8.GetBytes(root.ToJsonString());
        return random.Next(4) == 0 ? Broken(bytes, random) : bytes;
    }

    private static void Change(JsonNode root, Random random)
    {
        var places = Places(root).ToList();
        if (places.Count == 0) return;
        var (parent, name, index) = places[random.Next(places.Count)];
        if (parent is JsonObject fields)
        {
            if (random.Next(4) == 0) fields.Remove(name!);
            else fields[name!] = Value(random, fields[name!]);
            if (random.Next(8) == 0) fields[name + "x"] = Value(random, null);
        }
        else if (parent is JsonArray items)
        {
            if (random.Next(4) == 0) items.RemoveAt(index);
            else items[index] = Value(random, items[index]);
        }
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                yield return (fields, name, 0);
                foreach (var place in Places(value)) yield return place;
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                yield return (items, null, i);
                foreach (var place in Places(items[i])) yield return place;
            }
        }
    }

    private static JsonNode? Value(Random random, JsonNode? old) => random.Next(14) switch
    {
        0 => null,
        1 => "",
        2 => " \t\n",
        3 => new string((char)random.Next('!', '~'), random.Next(1, 40_000)),
        4 => random.NextInt64(long.MinValue, long.MaxValue),
        5 => 1e300 * random.NextDouble(),
        6 => random.Next(2) == 0,
        7 => new JsonObject { ["a"] = new JsonArray(1, "2", null), ["name"] = "x" },
        8 => new JsonArray([.. Enumerable.Range(0, random.Next(200)).Select(i => (JsonNode?)i)]),
        9 => "9999-12-31T23:59:59.9999999-14:00",
        10 => "{\"a\":{\"a\":{\"a\":[[[[]]]]}}}",
        11 => "\u0000\u202e🚒\ud800"[..random.Next(1, 6)],
        12 => Nested(random.Next(1, 20)),
        _ => new JsonArray(old?.DeepClone(), old?.DeepClone()),
    };

    private static JsonNode Nested(int levels)
    {
        JsonNode node = new JsonArray();
        for (var i = 0; i < levels; i++) node = new JsonArray(node);
        return node;
    }

    private static byte[] Broken(byte[] bytes, Random random)
    {
        var broken = bytes.ToList();
        for (var changes = random.Next(1, MaxChanges + 1); changes > 0 && broken.Count > 2; changes--)
        {
            var at = random.Next(broken.Count);
            switch (random.Next(4))
            {
                case 0:
                    broken[at] = (byte)random.Next(256);
                    break;
                case 1:
                    broken.RemoveAt(at);
                    break;
                case 2:
                    broken.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    broken.RemoveRange(at, Math.Min(broken.Count - at, random.Next(50)));
                    break;
            }
        }

        return [.. broken];
    }
}
