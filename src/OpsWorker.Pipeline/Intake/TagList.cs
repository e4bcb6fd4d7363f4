namespace OpsWorker.Pipeline.Intake;

/// <summary>Reads tags of the form <c>name:value</c>.</summary>
internal static class TagList
{
    /// <summary>Adds the tags as labels; the first of a name counts. What has no value is returned.</summary>
    public static IReadOnlyList<string> AddTo(Dictionary<string, string> labels, IEnumerable<string> tags)
    {
        var bare = new List<string>();
        foreach (var tag in tags.SelectMany(t => t.Split(',')).Select(t => t.Trim()).Where(t => t.Length > 0))
        {
            var colon = tag.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && colon < tag.Length - 1) labels.TryAdd(tag[..colon].Trim(), tag[(colon + 1)..].Trim());
            else bare.Add(tag);
        }

        return bare;
    }
}
