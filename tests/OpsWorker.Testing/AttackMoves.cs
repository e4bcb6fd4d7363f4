using System.Globalization;
using Shouldly;
using Xunit;

namespace OpsWorker.Testing;

/// <summary>
/// The moves of an attack. A move counts once its own effect was looked at and found to be none; one that fails its check is reported by
/// its name.
/// </summary>
public sealed class AttackMoves
{
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>Counts a move after its check.</summary>
    /// <param name="move">The move, in words of its own.</param>
    /// <param name="check">The check of its effect, which throws where the move succeeded.</param>
    public Task ShouldBeRefusedAsync(string move, Action check) => ShouldBeRefusedAsync(move, () =>
    {
        check();
        return Task.CompletedTask;
    });

    /// <inheritdoc cref="ShouldBeRefusedAsync(string, Action)"/>
    public async Task ShouldBeRefusedAsync(string move, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (ShouldAssertException e)
        {
            throw new ShouldAssertException($"The move \"{move}\" was not refused.\n{e.Message}", e);
        }

        _refused.Add(move).ShouldBeTrue($"The move \"{move}\" is counted once.");
    }

    /// <summary>Prints the moves, and fails where fewer were refused.</summary>
    public void ShouldBeAtLeast(int number)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{_refused.Count} moves were refused:\n{string.Join('\n', _refused)}"));
        _refused.Count.ShouldBeGreaterThanOrEqualTo(number);
    }
}
