using Amazon.DynamoDBv2.Model;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Retries a write that DynamoDB refused because of a transaction on the same item: six attempts with growing pauses. The
/// SDK does not retry it.
/// </summary>
internal sealed class WriteConflicts(TimeProvider time)
{
    private const int MaxAttempts = 6;
    private const string Conflict = "TransactionConflict";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task<T> RetryAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (Exception e) when (IsConflict(e) && attempt < MaxAttempts)
            {
                await Task.Delay(Pause * attempt * (1 + Random.Shared.NextDouble()), time, cancellationToken);
            }
        }
    }

    private static bool IsConflict(Exception exception) => exception switch
    {
        TransactionConflictException => true,
        TransactionCanceledException e => e.CancellationReasons?.Any(r => r.Code == Conflict) == true,
        _ => false,
    };
}
