using System.Text.Json;
using OpsWorker.Server.Commands;

namespace OpsWorker.Server.Evaluation;

/// <summary>The differences between the first answers and those of an earlier run, over the cases that both have.</summary>
/// <param name="Compared">How many cases both have.</param>
/// <param name="Better">Cases that were wrong and are right now.</param>
/// <param name="Worse">Cases that were right and are wrong now.</param>
internal sealed record BaselineComparison(int Compared, IReadOnlyList<string> Better, IReadOnlyList<string> Worse)
{
    /// <summary>Reads what an earlier run printed on standard output.</summary>
    /// <exception cref="UserErrorException">The file cannot be read or has a line that is no case's.</exception>
    public static IReadOnlyDictionary<string, CaseLine> Read(string path)
    {
        var number = 0;
        try
        {
            var lines = new Dictionary<string, CaseLine>();
            foreach (var text in File.ReadLines(path))
            {
                number++;
                if (JsonSerializer.Deserialize(text, EvaluationJson.Default.CaseLine) is { } line) lines[line.Case] = line;
            }

            return lines;
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{path}, line {number}: not a line that `eval` prints: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: {e.Message}");
        }
    }

    public static BaselineComparison Of(IReadOnlyList<JudgedCase> now, IReadOnlyDictionary<string, CaseLine> before)
    {
        var both = now.Where(c => before.ContainsKey(c.Line.Case)).ToList();
        bool WasRight(JudgedCase c) => before[c.Line.Case].RankOf(c.Expected) == 1;
        return new BaselineComparison(
            both.Count,
            [.. both.Where(c => c.Rank == 1 && !WasRight(c)).Select(c => c.Line.Case)],
            [.. both.Where(c => c.Rank != 1 && WasRight(c)).Select(c => c.Line.Case)]);
    }
}
