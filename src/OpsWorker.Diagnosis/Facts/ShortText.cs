namespace OpsWorker.Diagnosis.Facts;

/// <summary>Cuts text from a cluster for a sentence; the citation has all of it.</summary>
internal static class ShortText
{
    private const int MaxLength = 240;

    /// <summary>The first line of a text, cut where it is long.</summary>
    public static string Of(string text)
    {
        var end = text.IndexOfAny(['\n', '\r']);
        var line = (end < 0 ? text : text[..end]).Trim();
        return line.Length <= MaxLength ? line : line[..MaxLength] + "…";
    }
}
