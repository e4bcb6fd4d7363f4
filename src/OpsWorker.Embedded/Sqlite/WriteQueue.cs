using System.Threading.Channels;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// The units that wait for the writer. Urgent ones, whose senders wait for the answer, run first: while they keep coming, the others have
/// their turn after every <see cref="UrgentCommits"/> transactions or <see cref="UrgentUnits"/> units. One thread takes, any adds.
/// </summary>
/// <param name="capacity">Units of a lane; whoever adds more waits.</param>
/// <param name="maxBatch">Maximum number of units of a lane in one transaction.</param>
internal sealed class WriteQueue(int capacity, int maxBatch) : IDisposable
{
    /// <summary>Transactions of urgent units alone, before the others have a turn.</summary>
    public const int UrgentCommits = 16;

    /// <summary>Urgent units before the others have a turn.</summary>
    public const int UrgentUnits = 128;

    // A turn among urgent units holds them up by so much.
    private const int OthersInTurn = 16;

    // Whoever sends one alert after the other sends the next within it; the others would have begun a transaction by then.
    private static readonly TimeSpan s_linger = TimeSpan.FromMilliseconds(1);

    private readonly Channel<WriteUnit> _urgent = Lane(capacity);
    private readonly Channel<WriteUnit> _others = Lane(capacity);
    private readonly ManualResetEventSlim _anyAdded = new(initialState: false, spinCount: 0);
    private readonly ManualResetEventSlim _urgentAdded = new(initialState: false, spinCount: 0);
    private int _commitsInRow;
    private int _unitsInRow;

    /// <summary>Adds a unit; waits while its lane is full.</summary>
    /// <exception cref="ChannelClosedException">The queue is closed.</exception>
    public async ValueTask AddAsync(WriteUnit unit, CancellationToken cancellationToken)
    {
        await (unit.IsUrgent ? _urgent : _others).Writer.WriteAsync(unit, cancellationToken);
        if (unit.IsUrgent) _urgentAdded.Set();
        _anyAdded.Set();
    }

    /// <summary>Ends the queue; what waits is still taken.</summary>
    public void Close()
    {
        _urgent.Writer.TryComplete();
        _others.Writer.TryComplete();
        _urgentAdded.Set();
        _anyAdded.Set();
    }

    /// <summary>Waits for units, and takes those of the next transaction; false when the queue is closed and empty.</summary>
    public bool Take(List<WriteUnit> batch)
    {
        while (true)
        {
            _anyAdded.Reset();
            if (TryTake(batch)) return true;
            if (_urgent.Reader.Completion.IsCompleted && _others.Reader.Completion.IsCompleted) return false;
            _anyAdded.Wait();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _anyAdded.Dispose();
        _urgentAdded.Dispose();
    }

    private bool TryTake(List<WriteUnit> batch)
    {
        if (!TakeUrgent(batch) && !AwaitsMore(batch))
        {
            _commitsInRow = _unitsInRow = 0;
            return Read(_others, batch, maxBatch);
        }

        _unitsInRow += batch.Count;
        if (++_commitsInRow < UrgentCommits && _unitsInRow < UrgentUnits) return true;
        _commitsInRow = _unitsInRow = 0;
        Read(_others, batch, OthersInTurn);
        return true;
    }

    private bool TakeUrgent(List<WriteUnit> batch)
    {
        _urgentAdded.Reset();
        return Read(_urgent, batch, maxBatch);
    }

    private bool AwaitsMore(List<WriteUnit> batch) =>
        _commitsInRow > 0 && _others.Reader.TryPeek(out _) && _urgentAdded.Wait(s_linger) && TakeUrgent(batch);

    private static bool Read(Channel<WriteUnit> lane, List<WriteUnit> batch, int max)
    {
        var taken = 0;
        for (; taken < max && lane.Reader.TryRead(out var unit); taken++) batch.Add(unit);
        return taken > 0;
    }

    private static Channel<WriteUnit> Lane(int capacity) =>
        Channel.CreateBounded<WriteUnit>(new BoundedChannelOptions(capacity) { SingleReader = true });
}
