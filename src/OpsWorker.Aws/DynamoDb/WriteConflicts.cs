using Amazon.DynamoDBv2.Model;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Tries a write again that DynamoDB refused because a transaction was at work on the same item: six times at most, with
/// growing pauses. The SDK does not do that by itself.
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
