namespace OpsWorker.Testing;

/// <summary>The time at which the tests' clocks start.</summary>
public static class TestClock
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);
}
