"""Words of every document: right as a pair, but no entry for a glossary (既定 = default).

No corpus of reference comes with the program; these lists stand in for keyness.
"""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


JAPANESE = _set(
    """その他 関連 主要 重要 特定 各種 本格的 全体 一部 場合 必要 内容 方法 手順 詳細 概要 目的
    理由 結果 例 値 既定 既定値 規定 規定値 情報 対応 実施 利用 使用 活用 可能 追加 変更
    向上 改善 維持 提供 開始 終了 予定 今後 当初 早期 新旧 現在 将来 従来 以前 最新 最初
    最後 次 上記 下記 以下 以上 状況 状態 影響 要因 傾向 部分 問題 課題 重視 強化 継続 実現
    実行 選択 入力 表示 作成 削除 指定 確認 名前 説明 手動 自動 複数 単位 種類 質問 回答
    資料 参照 ページ 表 図 注 番号 合計 内訳 目標 見込み 可能性 必要性 重要性 一意 固有 任意 個々
    一連 空 既存 代わり"""
)
ENGLISH = _set(
    """other related major important certain various full-scale full scale whole part case need
    content method procedure step detail overview purpose reason result example value default
    information response use addition change improvement improve maintain provide start end plan
    future present current early old new latest first last next following above below situation
    state condition impact effect factor trend issue problem topic focus enhance continue realize
    select enter display create creation delete specify confirm name description manual automatic
    multiple unit kind type question answer material reference page table figure note number total
    breakdown target possibility available additional specific different same several support"""
)
# Words that every company's documents are full of: entries only where there is room.
COMMON = _set(
    """データ サービス システム プロセス モデル グループ プロジェクト ソリューション レベル タイプ
    オプション 事業 市場 顧客 製品 商品 会社 企業 従業員 開発 設備 機器 投資 需要 取引 活動
    環境 技術 品質 構造 機能 価格 金額 数量 費用 時間 期間 地域 場所 日付 範囲 形式 強み 業界
    規模 効果 計画 管理 分析 戦略 記事 決定 動作 対策 担当 操作 検索 更新 外部 内部 固定 設定
    取得 変換 新規 標準 共通 対象 基本 平均 制限 構造"""
)
