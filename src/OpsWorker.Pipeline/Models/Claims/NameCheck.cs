namespace OpsWorker.Pipeline.Models.Claims;

/// <summary>Checks that the names and numbers of a sentence occur in a vocabulary.</summary>
internal sealed class NameCheck(Vocabulary known)
{
    private static readonly string[] s_actionable = ["://", "www.", "kubectl", "`"];

    /// <summary>The first name or number that does not occur; null where all do.</summary>
    public string? Fault(string text)
    {
        // An address to open or a command to run is no explanation, whoever wrote it into the evidence.
        if (s_actionable.FirstOrDefault(part => text.Contains(part, StringComparison.OrdinalIgnoreCase)) is { } action)
        {
            return $"The sentence has \"{action}\": an address, a command or code.";
        }

        var tokens = Vocabulary.Tokens(text).ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (IsUnknown(tokens, i)) return $"\"{tokens[i]}\" does not occur in the evidence that is quoted.";
        }

        return null;
    }

    private bool IsUnknown(List<string> tokens, int index)
    {
        var token = tokens[index];
        if (known.HasName(token)) return false;
        if (token.Any(char.IsDigit)) return !IsKnownNumber(token);
        if (PlainWords.Count(token) is { } count) return !known.HasNumber(count);
        if (PlainWords.KnownNames.Contains(token)) return false;
        return IsName(token, isFirst: index == 0) || StandsBesideNoun(tokens, index);
    }

    // With letters, as in 128Gi or v1.4.3, the whole of it must occur; a bare number must.
    private bool IsKnownNumber(string token) =>
        token.All(c => char.IsDigit(c) || c is '.' or '%') && Vocabulary.Numbers(token).All(known.HasNumber);

    // Names have punctuation or capitals inside, or begin with a capital where no sentence does.
    private static bool IsName(string token, bool isFirst) =>
        token.Any(c => !char.IsLetter(c)) || token.Skip(1).Any(char.IsUpper) || (!isFirst && char.IsUpper(token[0]));

    private static bool StandsBesideNoun(List<string> tokens, int index) =>
        !PlainWords.NoNames.Contains(tokens[index])
        && ((index > 0 && PlainWords.Nouns.Contains(tokens[index - 1]))
            || (index + 1 < tokens.Count && PlainWords.Nouns.Contains(tokens[index + 1])));
}
